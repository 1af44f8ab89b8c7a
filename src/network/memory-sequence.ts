import {
  halved,
  merged,
  stemSection,
  type InputSize,
  type Layer,
  type Section,
  type Workspace,
} from './memory-layers.ts'
import {
  basicBlocks,
  sequenceRuns,
  STEM_TAPS,
  type BasicBlock,
  type SequenceArchitecture,
} from './sequence-architecture.ts'

/** Like `sectionsOf`, of a network over sequences. */
export function sequenceSections(
  architecture: SequenceArchitecture,
  branches: number,
  { height, width: steps, channels }: InputSize,
  need: Workspace,
  checkpoints: boolean,
): Section[] {
  if (height !== 1) throw new RangeError(`A sequence has the height 1, not ${height}`)
  const half = halved({ height, width: steps }).width
  let at = halved({ height, width: half }).width
  const runs = checkpoints
    ? sequenceRuns(architecture, branches)
    : basicBlocks(architecture, branches).map((block) => [block])
  const stem = architecture.stem * branches
  return [
    stemSection(channels * steps, channels * (steps + STEM_TAPS), stem * half, stem * at, need),
    ...runs.map((run) =>
      merged(
        run.map((block) => {
          const before = at
          at = Math.ceil(at / block.stride)
          return blockSection(block, branches, before, at, need)
        }),
      ),
    ),
  ]
}

/** @param before, after steps of the block's input and output */
function blockSection(
  { name, inputChannels, outputChannels, stride, downsample }: BasicBlock,
  branches: number,
  before: number,
  after: number,
  need: Workspace,
): Section {
  const input = inputChannels * before
  const output = outputChannels * after
  // While the main way goes back, the shortcut's gradient waits, as large as the output.
  const layer = (kept: number, back: number): Layer => ({ kept, back: output + back })
  // Without branches the shortcut keeps every second step alone; with them it keeps the input, which is kept already.
  const thinned = branches === 1 && stride > 1 ? inputChannels * after : 0
  const shortcut = [
    { kept: thinned, back: output + (stride > 1 ? 4 : 2) * input },
    { kept: output, back: input + output * (1 + need.norm) },
  ]
  return {
    prefixes: [`${name}.`],
    input,
    layers: [
      ...(downsample ? shortcut : []),
      layer(input, output + Math.max(input, output) * need.grouped),
      layer(2 * output, output * (1 + need.norm + need.relu)),
      layer(0, output + output * need.grouped),
      layer(output, output * (1 + need.norm)),
      layer(0, output * (1 + need.relu)),
    ],
  }
}
