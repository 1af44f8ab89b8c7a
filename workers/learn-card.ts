import { creditOf } from '../src/lifelog/credits.ts'
import { LABELS } from '../src/lifelog/labels.ts'
import type { Encoding } from '../src/inputs/encoding.ts'
import { inputSizeOf } from '../src/inputs/input-size.ts'
import { designOf } from '../src/network/design.ts'
import type { Device } from '../src/network/device.ts'
import { parameterCount } from '../src/network/tensors.ts'
import type { EpochRecord, ModelCard, Origin, Score } from '../src/training/card.ts'
import type { Dataset, ShownDay } from '../src/training/dataset.ts'
import type { TrainingEvent } from '../src/training/events.ts'
import type { Preset } from '../src/training/preset.ts'
import { stepsAnEpoch, type Memory } from '../src/training/run.ts'
import type { ChosenDays } from './learn-days.ts'

/** Everything that a run is made of. */
export interface RunPlan {
  readonly modelId: string
  readonly preset: Preset
  readonly seed: number
  readonly control: boolean
  readonly device: Device
  readonly chosen: ChosenDays
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
  history: readonly EpochRecord[],
  scores: readonly Score[],
): ModelCard => {
  const { modelId, preset, encoding, seed, device, chosen, data, memory, origin } = plan
  return {
    id: modelId,
    created: Date.now(),
    preset: preset.name,
    architecture: preset.architecture,
    parameters: countParameters(preset, encoding),
    encoding,
    normalisation: data.normalisation,
    batchParts: memory.parts,
    batch: preset.batch,
    epochs: preset.epochs,
    learningRate: preset.learningRate,
    sam: preset.sam,
    startedFrom: origin,
    dayStart: chosen.dayStart,
    device,
    seed,
    trainingPeople: data.trainingPeople,
    heldOutPeople: data.heldOutPeople,
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
