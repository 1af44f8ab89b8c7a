import { getDay, getSummary } from '../src/store/days.ts'
import { getFolds, putFold } from '../src/store/fold-records.ts'
import { ownChannels } from '../src/inputs/own-channels.ts'
import { digestOfDays, digestOfWeights } from '../src/training/digest.ts'
import { onOwnDays } from '../src/training/card.ts'
import { answersOf, type Probabilities } from '../src/training/experiment.ts'
import { foldRecord, type FoldedExperiment } from '../src/training/fold-record.ts'
import { cellName } from '../src/training/grid.ts'
import type { RunPlan } from '../src/training/plan.ts'
import { plainAnswers, plainOf, type Plain } from '../src/training/plain-answers.ts'
import { summaryOf } from '../src/training/queue.ts'
import type { RunResult } from '../src/training/run.ts'

/**
 * Stores what a run of the training screen gave as the only fold of an experiment that has the model's id: one screen
 * shows the scores of both.
 */
export async function keepRecord(plan: RunPlan, result: RunResult, network: Probabilities): Promise<void> {
  const { data, preset, encoding, seed, chosen, days } = plan
  const experiment: FoldedExperiment = {
    name: cellName(preset),
    preset,
    encoding,
    division: onOwnDays(data) ? 'time' : 'people',
    folds: 1,
    seed,
    rules: chosen.rules,
    days: await digestOfDays(days),
  }
  const record = foldRecord({
    experiment,
    fold: 1,
    data,
    result: { history: result.history, keptEpoch: result.keptEpoch },
    weights: await digestOfWeights(result.model.parameters),
    onTraining: await answersOf(result, data.training),
    answers: { network, ...plainAnswers(data, await plainOfDays(idsIn(plan))) },
  })
  await putFold(plan.modelId, record, summaryOf(record, false), null)
}

/** Adds what the network of the control run says. */
export async function keepControl(
  { modelId, preset }: RunPlan,
  shuffledLabels: Probabilities,
): Promise<void> {
  const [record] = await getFolds(modelId, cellName(preset))
  if (!record) return
  const whole = { ...record, answers: { ...record.answers, shuffledLabels } }
  await putFold(modelId, whole, summaryOf(whole, false), null)
}

const idsIn = ({ data }: RunPlan): string[] => [...data.training, ...data.heldOut].map(({ dayId }) => dayId)

/**
 * What predictors without a network are given; read day by day, since days are large.
 * @param onDay is told after each, and may throw to end it
 */
export async function plainOfDays(
  ids: readonly string[],
  onDay: () => Promise<void> | void = () => undefined,
): Promise<Map<string, Plain>> {
  const summaries = (await Promise.all(ids.map(getSummary))).filter((summary) => summary !== undefined)
  const channels = ownChannels(summaries)
  const plain = new Map<string, Plain>()
  for (const { id } of summaries) {
    const day = await getDay(id)
    if (day) plain.set(id, plainOf(day, channels))
    await onDay()
  }
  return plain
}
