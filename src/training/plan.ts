import { creditOf } from '../lifelog/credits.ts'
import type { DayStart } from '../lifelog/day.ts'
import { LABELS, type LabelRule } from '../lifelog/labels.ts'
import type { Encoding } from '../inputs/encoding.ts'
import { inputSizeOf } from '../inputs/input-size.ts'
import { designOf } from '../network/design.ts'
import type { Device } from '../network/device.ts'
import { parameterCount } from '../network/tensors.ts'
import { onOwnDays, type ModelCard, type Origin, type Score } from './card.ts'
import type { Dataset, ShownDay } from './dataset.ts'
import type { TrainingEvent } from './events.ts'
import { cellName } from './grid.ts'
import type { Preset } from './preset.ts'
import { stepsAnEpoch, type Memory, type RunResult } from './run.ts'

/** Where a run's days are from, and by which rules they are labelled. */
export interface DaysLearnt {
  readonly dayStart: DayStart
  readonly sources: readonly string[]
  readonly rules: readonly LabelRule[]
}

/** Everything that a run is made of. */
export interface RunPlan {
  readonly modelId: string
  readonly preset: Preset
  readonly seed: number
  readonly control: boolean
  readonly device: Device
  readonly chosen: DaysLearnt
  readonly encoding: Encoding
  readonly days: readonly ShownDay[]
  readonly data: Dataset
  readonly memory: Memory
  /** What the weights were before; null where they begin with initial values. */
  readonly origin: Origin | null
}

const countParameters = ({ architecture }: Preset, encoding: Encoding): number =>
  parameterCount(
    designOf(architecture, encoding.channels.length).specs(LABELS.length, inputSizeOf(encoding).channels),
  )

/** What the page is told when a run begins. */
export const factsOf = ({
  preset,
  encoding,
  device,
  data,
  memory,
}: RunPlan): Omit<Started, 'kind' | 'phase'> => ({
  device,
  preset,
  encoding,
  batchParts: memory.parts,
  stepsAnEpoch: stepsAnEpoch(preset, data.training.length),
  parameters: countParameters(preset, encoding),
  trainingDays: data.training.length,
  heldOutDays: data.heldOut.length,
  trainingPeople: data.trainingPeople,
  heldOutPeople: data.heldOutPeople,
})

type Started = Extract<TrainingEvent, { kind: 'started' }>

export const cardOf = (
  plan: RunPlan,
  { history, keptEpoch }: Pick<RunResult, 'history' | 'keptEpoch'>,
  scores: readonly Score[],
): ModelCard => {
  const { modelId, preset, encoding, seed, device, chosen, data, memory, origin } = plan
  return {
    id: modelId,
    created: Date.now(),
    preset: preset.name,
    cell: cellName(preset),
    architecture: preset.architecture,
    parameters: countParameters(preset, encoding),
    encoding,
    normalisation: data.normalisation,
    batchParts: memory.parts,
    batch: preset.batch,
    epochs: preset.epochs,
    keptEpoch,
    learningRate: preset.learningRate,
    sam: preset.sam,
    augmented: preset.augmented,
    frozen: preset.frozen,
    startedFrom: origin,
    dayStart: chosen.dayStart,
    device,
    seed,
    trainingPeople: data.trainingPeople,
    heldOutPeople: data.heldOutPeople,
    ...(onOwnDays(data) && { heldOutFrom: data.heldOut.map(({ dayId }) => dayId).sort()[0] }),
    trainingDays: data.training.length,
    heldOutDays: data.heldOut.length,
    rules: chosen.rules,
    cutOffs: [...data.cuts],
    oneClass: data.oneClass,
    oneClassHeldOut: data.oneClassHeldOut,
    history,
    scores,
    data: chosen.sources.map(creditOf).join('; '),
  }
}
