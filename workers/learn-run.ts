import { checkDevice } from '../src/network/backend.ts'
import type { Device } from '../src/network/device.ts'
import type { Model } from '../src/network/model.ts'
import { writeWeights } from '../src/network/weights/model-file.ts'
import { getModel, getWeights, putModel } from '../src/store/models.ts'
import { putPredictions } from '../src/store/predictions.ts'
import {
  deleteCheckpoint,
  deleteRun,
  getRun,
  getStart,
  putRun,
  putStart,
  type StoredRun,
} from '../src/store/runs.ts'
import { hasSeen, type ModelCard, type Origin, type Score } from '../src/training/card.ts'
import type { ShownDay } from '../src/training/dataset.ts'
import { logitsOf, sigmoid } from '../src/training/evaluate.ts'
import type { TrainingEvent, TrainingOutcome } from '../src/training/events.ts'
import type { Experiment, ExperimentHooks, Probabilities } from '../src/training/experiment.ts'
import { Stopped } from '../src/training/gate.ts'
import { presetOf, type Preset } from '../src/training/preset.ts'
import type { TrainingOrder } from './learn-api.ts'
import { cardOf, factsOf, type RunPlan } from '../src/training/plan.ts'
import { originOf } from '../src/training/origin.ts'
import { daysFor } from './learn-prepare.ts'
import { keepControl, keepRecord } from './learn-record.ts'

export interface RunOrder extends TrainingOrder {
  readonly device: Device
  readonly onEvent: (event: TrainingEvent) => void
}

/** Trains on the stored days, and stores the model with its card and its predictions. */
export async function trainStoredDays(experiment: Experiment, order: RunOrder): Promise<TrainingOutcome> {
  try {
    return await prepareAndTrain(experiment, order)
  } catch (error) {
    if (error instanceof Stopped) return { kind: 'stopped' }
    throw error
  }
}

async function prepareAndTrain(experiment: Experiment, order: RunOrder): Promise<TrainingOutcome> {
  const before = order.resume ? await getRun() : undefined
  const preset = before?.preset ?? presetOf(order.course, order.choice, order.device.backend)
  const prepared = (done: number, days: number): Promise<void> => {
    order.onEvent({ kind: 'preparing', done, days })
    return experiment.passed()
  }
  const days = await daysFor(preset, order.seed, order.device.backend, prepared)
  if ('kind' in days) return days

  const resumed =
    before?.fingerprint === fingerprintOf(order, preset, before?.origin, days) ? before : undefined
  const origin = resumed
    ? resumed.origin
    : order.start && (await originOf(order.start, preset.architecture, days.encoding))
  if (!resumed) {
    await deleteRun()
    if (order.start) await putStart(order.start)
  }
  const modelId = resumed?.modelId ?? crypto.randomUUID()
  const plan: RunPlan = { ...order, ...days, preset, modelId, origin }
  try {
    const hooks = hooksOf(plan, order, resumed)
    const scores = await experiment.start({ ...plan, start: startOf(plan) }, hooks, resumed)
    if (hooks.control) await keepControl(plan, hooks.control)
    await deleteRun()
    return { kind: 'finished', card: await withScores(modelId, scores) }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
    await deleteRun()
    return { kind: 'stopped' }
  }
}

/** What the control run's network has said, once there is something. */
type RunHooks = ExperimentHooks & { readonly control: Probabilities | undefined }

function hooksOf(plan: RunPlan, { onEvent, ...order }: RunOrder, resumed?: StoredRun): RunHooks {
  const { preset, modelId, origin } = plan
  const fingerprint = fingerprintOf({ ...order, onEvent }, preset, origin, plan)
  let scores: readonly Score[] = resumed?.scores ?? []
  let control: Probabilities | undefined
  return {
    get control() {
      return control
    },
    checkDevice,
    onEvent,
    onStart: (phase) => onEvent({ kind: 'started', phase, ...factsOf(plan) }),
    async onTrained(result, found, answers) {
      scores = found
      const { model } = result
      await keepRecord(plan, result, answers)
      const card = cardOf(plan, result, found)
      await keepModel(card, await writeWeights(model.parameters, {}))
      await predictAll(card, model, plan.days)
    },
    onControl: (answers) => (control = answers),
    async onCheckpoint(phase, checkpoint) {
      try {
        await putRun({ fingerprint, modelId, phase, preset, origin, scores, checkpoint })
      } catch {
        // A browser that has no room for it: the run goes on, and only can't be taken up again from here.
        await deleteCheckpoint()
        onEvent({ kind: 'unsaved' })
      }
    },
  }
}

async function keepModel(card: ModelCard, weights: Uint8Array<ArrayBuffer>): Promise<void> {
  try {
    await putModel(card, weights)
  } catch (cause) {
    const megabytes = Math.ceil(weights.byteLength / 1e6)
    throw new Error(`the browser has no room for the trained model of ${megabytes} MB`, { cause })
  }
}

/** The weights that a run started from, read anew for each of its phases; the file itself may be gone by then. */
const startOf = ({ origin }: RunPlan): (() => Promise<Uint8Array>) | undefined =>
  origin
    ? async () => {
        const file = await getStart()
        if (!file) throw new Error(`${origin.file}, which this run started from, is not stored any more`)
        return new Uint8Array(await file.arrayBuffer())
      }
    : undefined

/** What must not have changed for an interrupted run to go on. */
const fingerprintOf = (
  { device, seed, control }: RunOrder,
  preset: Preset,
  origin: Origin | null | undefined,
  { chosen, encoding, data }: Pick<RunPlan, 'chosen' | 'encoding' | 'data'>,
): string =>
  JSON.stringify([
    preset,
    device.backend,
    seed,
    control,
    origin?.sha256 ?? null,
    chosen.rules,
    encoding,
    ...[data.training, data.heldOut].map((days) => days.map(({ dayId, labels }) => [dayId, labels])),
  ])

/** The stored card with the control run's score added. */
async function withScores(id: string, scores: readonly Score[]): Promise<ModelCard> {
  const [card, weights] = await Promise.all([getModel(id), getWeights(id)])
  if (!card || !weights) throw new Error('The trained model is not on this device any more')
  const complete = { ...card, scores }
  await putModel(complete, weights)
  return complete
}

/** Stores seven probabilities for each of the days. */
export async function predictAll(card: ModelCard, model: Model, days: readonly ShownDay[]): Promise<void> {
  const logits = await logitsOf(model, days)
  await putPredictions(
    days.map(({ dayId, participant }, i) => ({
      modelId: card.id,
      dayId,
      probabilities: (logits[i] ?? []).map(sigmoid),
      seenInTraining: hasSeen(card, { dayId, participant }),
    })),
  )
}
