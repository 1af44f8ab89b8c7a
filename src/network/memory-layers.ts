import { bottlenecks, checkpointRuns, type Architecture, type Bottleneck } from './architecture.ts'

/** What a backend's operations need while they compute, in copies of the values they work on. */
export interface Workspace {
  /** Batch norm's way back, and what the ReLU after it adds. */
  readonly norm: number
  readonly relu: number
  /** The gate's way back. */
  readonly gate: number
  /** The grouped convolution's way back, in copies of its larger side. */
  readonly grouped: number
  /** Copies of what the first convolution reads, padded, for its filter's gradient. */
  readonly padding: number
  /** Copies that a matrix product makes of its operands. */
  readonly product: number
  /** AdamW's, in copies of the one parameter that it is at. */
  readonly optimiser: number
}

/**
 * Composed of TensorFlow.js' operations, every step between is a tensor until the operation is done: eight in
 * `batch-norm-composed.ts`, two for its ReLU, fourteen in `adamw-tensors.ts`; the grouped convolution pads, turns
 * and divides what it reads.
 */
export const COMPOSED: Workspace = {
  norm: 8,
  relu: 2,
  gate: 3,
  grouped: 7,
  padding: 4,
  product: 1,
  optimiser: 14,
}

/** Kernels of our own write their results and nothing else; AdamW works in place. */
export const FUSED: Workspace = {
  norm: 1,
  relu: 1,
  gate: 2,
  grouped: 1,
  padding: 0,
  product: 0,
  optimiser: 0,
}

/** One operation, in values a picture. */
export interface Layer {
  /** Kept on the way forward until its way back is done. */
  readonly kept: number
  /** Alive besides while the way back is computed: gradients that wait, come in and go out, and the workspace. */
  readonly back: number
}

/** What can be computed again from its input: the stem, a block, or a run of blocks. */
export interface Section {
  /** How its parameters' names begin. */
  readonly prefixes: readonly string[]
  /** Values a picture that a checkpoint keeps. */
  readonly input: number
  /** In the order of the way forward. */
  readonly layers: readonly Layer[]
}

/** One example as the network sees it; a sequence has the height 1 and its steps as width. */
export interface InputSize {
  readonly height: number
  readonly width: number
  readonly channels: number
}

type Sides = Pick<InputSize, 'height' | 'width'>

const STEM_SIDE = 7

/** What a strided filter or pool leaves of an input. */
export const halved = ({ height, width }: Sides, stride = 2): Sides => ({
  height: Math.ceil(height / stride),
  width: Math.ceil(width / stride),
})

/** Several blocks that are computed again as one. */
export const merged = (sections: readonly Section[]): Section => ({
  prefixes: sections.flatMap(({ prefixes }) => prefixes),
  input: sections[0]?.input ?? 0,
  layers: sections.flatMap(({ layers }) => layers),
})

/**
 * The first convolution, its batch norm and the pool.
 * @param input, padded, map, pooled values that go in, with zeros around them, that come out of the convolution, and
 * out of the pool
 */
export const stemSection = (
  input: number,
  padded: number,
  map: number,
  pooled: number,
  need: Workspace,
): Section => ({
  prefixes: ['conv1.', 'bn1.'],
  input,
  layers: [
    { kept: input, back: map * (1 + need.product) + padded * need.padding },
    { kept: 2 * map, back: map * (1 + need.norm + need.relu) },
    { kept: 0, back: map + 2 * pooled },
  ],
})

/**
 * Every operation of the ResNeXt family that holds something, in the order of the way forward. What the classifier
 * holds is nothing.
 * @param checkpoints whether a section is what one checkpoint covers, or a single block
 */
export function sectionsOf(
  architecture: Architecture,
  size: InputSize,
  need: Workspace,
  checkpoints: boolean,
): Section[] {
  const half = halved(size)
  let at = halved(half)
  const runs = checkpoints ? checkpointRuns(architecture) : bottlenecks(architecture).map((block) => [block])
  return [
    stemSection(
      size.channels * size.height * size.width,
      size.channels * (size.height + STEM_SIDE) * (size.width + STEM_SIDE),
      architecture.stem * half.height * half.width,
      architecture.stem * at.height * at.width,
      need,
    ),
    ...runs.map((run) =>
      merged(
        run.map((block) => {
          const before = at.height * at.width
          at = halved(at, block.stride)
          return blockSection(block, before, at.height * at.width, need)
        }),
      ),
    ),
  ]
}

/** @param before, after positions of the block's input and output */
function blockSection(block: Bottleneck, before: number, after: number, need: Workspace): Section {
  const { width, inputChannels, outputChannels, stride, downsample, squeezed } = block
  const input = inputChannels * before
  const wide = width * before
  const narrow = width * after
  const output = outputChannels * after
  const thinned = stride > 1 ? inputChannels * after : 0
  const rectified = need.norm + need.relu
  // While the main way goes back, the shortcut's gradient waits, as large as the output.
  const layer = (kept: number, back: number): Layer => ({ kept, back: output + back })
  const shortcut = [
    { kept: thinned, back: output + (stride > 1 ? 4 : 2) * input },
    { kept: output, back: input + output * (1 + need.norm) },
  ]
  return {
    prefixes: [`${block.name}.`],
    input,
    layers: [
      ...(downsample ? shortcut : []),
      layer(input, wide + input * (1 + need.product)),
      layer(2 * wide, wide * (1 + rectified)),
      layer(0, narrow + wide * need.grouped),
      layer(2 * narrow, narrow * (1 + rectified)),
      layer(0, output + narrow * (1 + need.product)),
      layer(output, output * (1 + need.norm)),
      ...(squeezed > 0 ? [layer(output, output * need.gate)] : []),
      layer(0, output * (1 + need.relu)),
    ],
  }
}
