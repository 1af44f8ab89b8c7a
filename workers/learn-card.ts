import { creditOf } from '../src/lifelog/credits.ts'
import { LABELS } from '../src/lifelog/labels.ts'
import { ARCHITECTURES } from '../src/network/architecture.ts'
import type { Device } from '../src/network/device.ts'
import { INPUT_CHANNELS } from '../src/network/model.ts'
import { parameterCount, tensorSpecs } from '../src/network/tensors.ts'
import type { EpochRecord, ModelCard, Origin, Score } from '../src/training/card.ts'
import type { Dataset } from '../src/training/dataset.ts'
import type { TrainingEvent } from '../src/training/events.ts'
import type { Preset } from '../src/training/preset.ts'
import { stepsAnEpoch, type Memory } from '../src/training/run.ts'
import type { StoredDays } from './learn-days.ts'

/** Everything that a run is made of. */
export interface RunPlan {
  readonly modelId: string
  readonly preset: Preset
  readonly seed: number
  readonly control: boolean
  readonly device: Device
  readonly stored: StoredDays
  readonly data: Dataset
  readonly memory: Memory
  /** What the weights were before; null where they begin with initial values. */
  readonly origin: Origin | null
}

const countParameters = ({ architecture }: Preset): number =>
  parameterCount(tensorSpecs(ARCHITECTURES[architecture], LABELS.length, INPUT_CHANNELS))

/** What the page is told when a run begins. */
export const factsOf = ({ preset, device, data, memory }: RunPlan): Omit<Started, 'kind' | 'phase'> => ({
  device,
  preset,
  batchParts: memory.parts,
  stepsAnEpoch: stepsAnEpoch(preset, data.training.length),
  parameters: countParameters(preset),
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
  const { modelId, preset, seed, device, stored, data, memory, origin } = plan
  return {
    id: modelId,
    created: Date.now(),
    preset: preset.name,
    architecture: preset.architecture,
    parameters: countParameters(preset),
    side: preset.side,
    normalisation: data.normalisation,
    batchParts: memory.parts,
    batch: preset.batch,
    epochs: preset.epochs,
    learningRate: preset.learningRate,
    sam: preset.sam,
    startedFrom: origin,
    channels: stored.channels,
    dayStart: stored.dayStart,
    device,
    seed,
    trainingPeople: data.trainingPeople,
    heldOutPeople: data.heldOutPeople,
    trainingDays: data.training.length,
    heldOutDays: data.heldOut.length,
    rules: stored.rules,
    cutOffs: [...data.cuts],
    oneClass: data.oneClass,
    oneClassHeldOut: data.oneClassHeldOut,
    history,
    scores,
    data: stored.sources.map(creditOf).join('; '),
  }
}
