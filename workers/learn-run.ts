import { creditOf } from '../src/lifelog/credits.ts'
import { LABELS, MMASH_RULES } from '../src/lifelog/labels.ts'
import { ARCHITECTURES } from '../src/network/architecture.ts'
import { checkDevice } from '../src/network/backend.ts'
import type { Device } from '../src/network/device.ts'
import { INPUT_CHANNELS, type Model } from '../src/network/model.ts'
import { MEMORY_BUDGET, planMemory } from '../src/network/memory.ts'
import { parameterCount, tensorSpecs } from '../src/network/tensors.ts'
import { writeWeights } from '../src/network/weights/model-file.ts'
import { getModel, getWeights, putModel } from '../src/store/models.ts'
import { putPredictions } from '../src/store/predictions.ts'
import { deleteRun, getRun, putRun } from '../src/store/runs.ts'
import type { EpochRecord, ModelCard, Score } from '../src/training/card.ts'
import { dataset, type Dataset } from '../src/training/dataset.ts'
import { logitsOf, sigmoid } from '../src/training/evaluate.ts'
import type { TrainingEvent, TrainingOutcome } from '../src/training/events.ts'
import type { Experiment, ExperimentHooks } from '../src/training/experiment.ts'
import { Stopped } from '../src/training/gate.ts'
import { QUICK } from '../src/training/preset.ts'
import { stepsAnEpoch } from '../src/training/run.ts'
import { storedDays, type StoredDays } from './learn-days.ts'

export interface RunOrder {
  readonly device: Device
  readonly seed: number
  readonly control: boolean
  readonly resume: boolean
  readonly onEvent: (event: TrainingEvent) => void
}

/** Trains the quick preset on the stored days, and stores the model with its card and its predictions. */
export async function trainStoredDays(experiment: Experiment, order: RunOrder): Promise<TrainingOutcome> {
  const side = QUICK.side(order.device.backend)
  const stored = await storedDays(side)
  const data = dataset(stored.days, MMASH_RULES, order.seed)
  const refused = refusal(stored, data)
  if (refused) return refused
  const budget = MEMORY_BUDGET[order.device.backend]
  const memory = planMemory(ARCHITECTURES[QUICK.architecture], LABELS.length, side, QUICK.batch, budget)
  if (!memory)
    return {
      kind: 'refused',
      reason: 'no_memory',
      detail: { network: QUICK.architecture, budget: budget / 1e9 },
    }

  const fingerprint = fingerprintOf(order, side, data)
  const before = order.resume ? await getRun() : undefined
  const resumed = before?.fingerprint === fingerprint ? before : undefined
  if (!resumed) await deleteRun()
  const id = resumed?.modelId ?? crypto.randomUUID()
  const options = { preset: QUICK, side, seed: order.seed, data, memory, control: order.control }
  let kept: readonly Score[] = resumed?.scores ?? []
  const hooks: ExperimentHooks = {
    checkDevice,
    onEvent: order.onEvent,
    onStart: (phase) => order.onEvent({ kind: 'started', phase, ...facts(order.device, side, data) }),
    async onTrained({ model, history }, scores) {
      kept = scores
      const card = { ...cardOf(id, order, side, data, stored, history, scores), batchParts: memory.parts }
      await putModel(card, await writeWeights(model.parameters, { card: JSON.stringify(card) }))
      await predictAll(card, model, stored)
    },
    onCheckpoint: (phase, checkpoint) =>
      putRun({ fingerprint, modelId: id, phase, epochs: QUICK.epochs, scores: kept, checkpoint }),
  }
  try {
    const scores = await experiment.start(options, hooks, resumed)
    await deleteRun()
    return { kind: 'finished', card: await withScores(id, scores) }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
    await deleteRun()
    return { kind: 'stopped' }
  }
}

/** What must not have changed for an interrupted run to go on. */
const fingerprintOf = ({ device, seed, control }: RunOrder, side: number, data: Dataset): string =>
  JSON.stringify([
    QUICK.name,
    QUICK.architecture,
    QUICK.epochs,
    device.backend,
    seed,
    control,
    side,
    ...[data.training, data.heldOut].map((days) => days.map(({ dayId, labels }) => [dayId, labels])),
  ])

const countParameters = (): number =>
  parameterCount(tensorSpecs(ARCHITECTURES[QUICK.architecture], LABELS.length, INPUT_CHANNELS))

const facts = (device: Device, side: number, data: Dataset) => ({
  device,
  epochs: QUICK.epochs,
  stepsAnEpoch: stepsAnEpoch(QUICK, data.training.length),
  parameters: countParameters(),
  side,
  trainingDays: data.training.length,
  heldOutDays: data.heldOut.length,
  trainingPeople: data.trainingPeople,
  heldOutPeople: data.heldOutPeople,
})

const cardOf = (
  id: string,
  { device, seed }: RunOrder,
  side: number,
  data: Dataset,
  stored: StoredDays,
  history: readonly EpochRecord[],
  scores: readonly Score[],
): Omit<ModelCard, 'batchParts'> => ({
  id,
  created: Date.now(),
  preset: QUICK.name,
  architecture: QUICK.architecture,
  parameters: countParameters(),
  side,
  normalisation: data.normalisation,
  channels: stored.channels,
  dayStart: stored.dayStart,
  device,
  seed,
  trainingPeople: data.trainingPeople,
  heldOutPeople: data.heldOutPeople,
  trainingDays: data.training.length,
  heldOutDays: data.heldOut.length,
  rules: MMASH_RULES,
  cutOffs: [...data.cuts],
  oneClass: data.oneClass,
  oneClassHeldOut: data.oneClassHeldOut,
  history,
  scores,
  data: stored.sources.map(creditOf).join('; '),
})

/** The stored card with the control run's score added. */
async function withScores(id: string, scores: readonly Score[]): Promise<ModelCard> {
  const [card, weights] = await Promise.all([getModel(id), getWeights(id)])
  if (!card || !weights) throw new Error('The trained model is not on this device any more')
  const complete = { ...card, scores }
  await putModel(complete, new Uint8Array(weights))
  return complete
}

function refusal({ days }: StoredDays, { training, heldOut }: Dataset): TrainingOutcome | null {
  const labelled = training.length + heldOut.length
  if (labelled === 0 && days.length > 0)
    return { kind: 'refused', reason: 'no_labels', detail: { days: days.length } }
  if (training.length === 0 || heldOut.length === 0)
    return { kind: 'refused', reason: 'too_few_days', detail: { days: labelled } }
  return null
}

/** Every stored day's seven probabilities. */
export async function predictAll(card: ModelCard, model: Model, { days }: StoredDays): Promise<void> {
  const logits = await logitsOf(model, days)
  await putPredictions(
    days.map(({ dayId, participant }, i) => ({
      modelId: card.id,
      dayId,
      probabilities: (logits[i] ?? []).map(sigmoid),
      seenInTraining: card.trainingPeople.includes(participant),
    })),
  )
}
