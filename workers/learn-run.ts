import { creditOf } from '../src/lifelog/credits.ts'
import { MMASH_RULES } from '../src/lifelog/labels.ts'
import { ARCHITECTURES } from '../src/network/architecture.ts'
import { checkDevice } from '../src/network/backend.ts'
import { parameterCount } from '../src/network/tensors.ts'
import { tensorSpecs } from '../src/network/tensors.ts'
import { writeWeights } from '../src/network/weights/model-file.ts'
import { LABELS } from '../src/lifelog/labels.ts'
import { putModel } from '../src/store/models.ts'
import { putPredictions } from '../src/store/predictions.ts'
import type { Device } from '../src/network/device.ts'
import type { ModelCard, Score } from '../src/training/card.ts'
import { dataset, FEWEST_TRAINING_DAYS, type Dataset } from '../src/training/dataset.ts'
import type { TrainingEvent, TrainingOutcome } from '../src/training/events.ts'
import { logitsOf, sigmoid } from '../src/training/evaluate.ts'
import { INPUT_CHANNELS, type Model } from '../src/network/model.ts'
import { Stopped } from '../src/training/gate.ts'
import type { Experiment } from '../src/training/experiment.ts'
import { QUICK } from '../src/training/preset.ts'
import { stepsAnEpoch, type RunResult } from '../src/training/run.ts'
import { storedDays, type StoredDays } from './learn-days.ts'

/** Trains the quick preset on the stored days, and stores the model with its card and its predictions. */
export async function trainStoredDays(
  experiment: Experiment,
  device: Device,
  options: { seed: number; control: boolean },
  onEvent: (event: TrainingEvent) => void,
): Promise<TrainingOutcome> {
  const side = QUICK.side(device.backend)
  const stored = await storedDays(side)
  const data = dataset(stored.days, MMASH_RULES, options.seed)
  const refused = refusal(stored, data)
  if (refused) return refused

  const parameters = parameterCount(
    tensorSpecs(ARCHITECTURES[QUICK.architecture], LABELS.length, INPUT_CHANNELS),
  )
  const id = crypto.randomUUID()
  const cardOf = ({ history }: Pick<RunResult, 'history'>, scores: readonly Score[]): ModelCard => ({
    id,
    created: Date.now(),
    preset: QUICK.name,
    architecture: QUICK.architecture,
    parameters,
    side,
    normalisation: data.normalisation,
    channels: stored.channels,
    dayStart: stored.dayStart,
    device,
    seed: options.seed,
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
  let kept: { result: Pick<RunResult, 'history'>; weights: Uint8Array<ArrayBuffer> } | null = null

  try {
    const scores = await experiment.start(
      { preset: QUICK, side, seed: options.seed, data, control: options.control },
      {
        checkDevice,
        onEvent,
        onStart: (phase) =>
          onEvent({
            kind: 'started',
            phase,
            device,
            epochs: QUICK.epochs,
            stepsAnEpoch: stepsAnEpoch(QUICK, data.training.length),
            parameters,
            side,
            trainingDays: data.training.length,
            heldOutDays: data.heldOut.length,
            trainingPeople: data.trainingPeople,
            heldOutPeople: data.heldOutPeople,
          }),
        async onTrained(result, scores) {
          const card = cardOf(result, scores)
          const weights = await writeWeights(result.model.parameters, { card: JSON.stringify(card) })
          await putModel(card, weights)
          await predictAll(card, result.model, stored)
          kept = { result: { history: result.history }, weights }
        },
      },
    )
    if (kept === null) throw new Error('The run ended without a model')
    const { result, weights }: { result: Pick<RunResult, 'history'>; weights: Uint8Array<ArrayBuffer> } = kept
    const card = cardOf(result, scores)
    await putModel(card, weights)
    return { kind: 'finished', card }
  } catch (error) {
    if (error instanceof Stopped) return { kind: 'stopped' }
    throw error
  }
}

function refusal({ days }: StoredDays, data: Dataset): TrainingOutcome | null {
  const { training, heldOut } = data
  if (training.length === 0 && heldOut.length === 0 && days.length > 0)
    return { kind: 'refused', reason: 'no_labels', detail: { days: days.length } }
  if (training.length < FEWEST_TRAINING_DAYS || heldOut.length === 0)
    return { kind: 'refused', reason: 'too_few_days', detail: { days: training.length + heldOut.length } }
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
