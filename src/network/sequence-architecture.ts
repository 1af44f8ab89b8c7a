import { runsOf } from './architecture.ts'
import { convolutionSpec, linearSpecs, normSpecs, type TensorSpec } from './tensors.ts'

/**
 * Residual networks over sequences, [batch, 1, steps, channels], described by numbers alone: ResNet-18 (He et al. 2016,
 * table 1) with filters along time. The paper speaks of "ResNet-based 1D-CNN layers" for raw sequences and of one such
 * network a channel for spectrograms, their features concatenated; depth, width, filters and strides are our own
 * choice.
 */
export interface SequenceArchitecture {
  readonly name: string
  /** Basic blocks in each of the four stages. */
  readonly blocks: readonly [number, number, number, number]
  /** Output channels of each stage, in a branch. */
  readonly planes: readonly [number, number, number, number]
  /** Output channels of the first convolution, in a branch. */
  readonly stem: number
  /**
   * Whether each lifelog channel has a branch of its own up to the classifier. Branches are the groups of every
   * convolution: the same sums as separate networks whose features are concatenated, in one pass.
   */
  readonly branched: boolean
}

/** Taps of the first convolution and of every other one but the shortcuts'. */
export const STEM_TAPS = 15
export const BLOCK_TAPS = 3

const sequences = (name: string, count: number, stem: number, branched: boolean): SequenceArchitecture => ({
  name,
  blocks: [count, count, count, count],
  planes: [stem, 2 * stem, 4 * stem, 8 * stem],
  stem,
  branched,
})

export const SEQUENCE_ARCHITECTURES = {
  resnet1d: sequences('resnet1d', 2, 64, false),
  resnet1d_mini: sequences('resnet1d_mini', 1, 32, false),
  spectrogram_resnet1d: sequences('spectrogram_resnet1d', 2, 8, true),
  spectrogram_resnet1d_mini: sequences('spectrogram_resnet1d_mini', 1, 4, true),
} as const satisfies Record<string, SequenceArchitecture>

export type SequenceArchitectureName = keyof typeof SEQUENCE_ARCHITECTURES

/** Two convolutions of three taps and a shortcut around them, with torchvision's name. */
export interface BasicBlock {
  /** For example `layer3.0`. */
  readonly name: string
  readonly stage: 1 | 2 | 3 | 4
  /** Over all branches, as are the output channels. */
  readonly inputChannels: number
  readonly outputChannels: number
  /** Stride of the first convolution and of the shortcut. */
  readonly stride: 1 | 2
  /** Whether the shortcut is a convolution, or the input itself. */
  readonly downsample: boolean
}

/** All blocks from the stem to the pooling, in order. */
export function basicBlocks(architecture: SequenceArchitecture, branches: number): BasicBlock[] {
  const list: BasicBlock[] = []
  let inputChannels = architecture.stem * branches
  architecture.blocks.forEach((count, index) => {
    const outputChannels = (architecture.planes[index] ?? 0) * branches
    const stage = (index + 1) as BasicBlock['stage']
    for (let block = 0; block < count; block++) {
      const stride = block === 0 && stage > 1 ? 2 : 1
      const downsample = stride !== 1 || inputChannels !== outputChannels
      list.push({ name: `layer${stage}.${block}`, stage, inputChannels, outputChannels, stride, downsample })
      inputChannels = outputChannels
    }
  })
  return list
}

/**
 * Every tensor, in torchvision's order and under its names; a filter of k taps has the shape [out, in / branches, 1, k].
 * @param inputChannels over all branches: a spectrogram's are channels × bins
 * @throws RangeError when the input channels do not divide into branches
 */
export function sequenceSpecs(
  architecture: SequenceArchitecture,
  branches: number,
  outputs: number,
  inputChannels: number,
): TensorSpec[] {
  if (inputChannels % branches !== 0)
    throw new RangeError(`${inputChannels} input channels do not divide into ${branches} branches`)
  const convolution = (name: string, out: number, into: number, taps: number): TensorSpec =>
    convolutionSpec(name, out, into / branches, 1, taps)
  const stem = architecture.stem * branches
  const blocks = basicBlocks(architecture, branches)
  return [
    convolution('conv1', stem, inputChannels, STEM_TAPS),
    ...normSpecs('bn1', stem),
    ...blocks.flatMap(({ name, inputChannels: into, outputChannels: out, downsample }) => [
      convolution(`${name}.conv1`, out, into, BLOCK_TAPS),
      ...normSpecs(`${name}.bn1`, out),
      convolution(`${name}.conv2`, out, out, BLOCK_TAPS),
      ...normSpecs(`${name}.bn2`, out),
      ...(downsample
        ? [convolution(`${name}.downsample.0`, out, into, 1), ...normSpecs(`${name}.downsample.1`, out)]
        : []),
    ]),
    ...linearSpecs('fc', outputs, blocks.at(-1)?.outputChannels ?? 0),
  ]
}

/** What a block keeps inside for its way back, in values a sequence whose first stage has one step. */
const keptInside = ({ stage, outputChannels, downsample }: BasicBlock): number =>
  ((downsample ? 4 : 3) * outputChannels) / 2 ** (stage - 1)

/** The blocks in runs that are computed again as one: see `checkpointRuns`. */
export const sequenceRuns = (architecture: SequenceArchitecture, branches: number): BasicBlock[][] =>
  runsOf(basicBlocks(architecture, branches), keptInside)
