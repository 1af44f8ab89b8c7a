import { digestOfWeights } from '../src/training/digest.ts'
import { getExperiment } from '../src/store/experiments.ts'
import { foldWeightsKey, getFolds } from '../src/store/fold-records.ts'
import { getWeights, putModel } from '../src/store/models.ts'
import { putPredictions } from '../src/store/predictions.ts'
import type { ModelCard, Prediction } from '../src/training/card.ts'
import { collected, type Collected } from '../src/training/collected.ts'
import type { ShownDay } from '../src/training/dataset.ts'
import { ensembleAnswers } from '../src/training/ensemble.ts'
import { ensembleCard } from '../src/training/ensemble-card.ts'
import { answersOf } from '../src/training/experiment.ts'
import { filledTables, type FilledTable } from '../src/training/paper-tables.ts'
import { wholeExperiment } from '../src/training/same-experiment.ts'
import { modelOf, ownCard } from './learn-models.ts'

/**
 * All folds of a cell put together; null where some are not trained yet.
 * @throws NotOneExperiment where they don't fit together
 */
export async function resultsOf(experiment: string, cell: string): Promise<Collected | null> {
  const stored = await getFolds(experiment, cell)
  const wanted = stored[0]?.experiment.folds
  if (wanted === undefined || stored.length < wanted) return null
  return collected(
    wholeExperiment(stored.map((record) => ({ where: `${cell}, fold ${record.fold}`, record }))),
  )
}

/** The paper's tables that an experiment was made for, filled as far as its cells are trained. */
export async function tablesOf(id: string): Promise<FilledTable[]> {
  const plan = await getExperiment(id)
  const results = new Map<string, Collected>()
  for (const { name } of plan?.cells ?? []) {
    const found = await resultsOf(id, name)
    if (found) results.set(name, found)
  }
  return filledTables(results, plan?.tables)
}

/**
 * Makes a cell's folds one model of the app.
 * @throws Error where a fold's weights are not stored, or are not those that it was scored with
 */
export async function keepEnsemble(experiment: string, cell: string): Promise<ModelCard> {
  const [plan, results] = await Promise.all([getExperiment(experiment), resultsOf(experiment, cell)])
  if (!plan || !results) throw new Error(`${cell}: not all folds are trained`)
  const cards: ModelCard[] = []
  for (const { fold, weights: digest } of results.folds) {
    const weights = await getWeights(foldWeightsKey(experiment, cell, fold))
    if (!weights) throw new Error(`${cell}: there was no room to keep the weights of fold ${fold}`)
    const card = ownCard(weights)
    const { parameters } = modelOf(card, weights)
    const found = await digestOfWeights(parameters)
    parameters.dispose()
    if (found !== digest) throw new Error(`${cell}: the weights of fold ${fold} are damaged`)
    cards.push(card)
  }
  const card = ensembleCard(`${experiment}/${cell}`, cards, results)
  await putModel(card, 'kept')
  return card
}

/**
 * Stores seven probabilities for each of the days: of the network that has not seen a day, or the mean of all where none
 * has.
 */
export async function predictWithEnsemble(card: ModelCard, days: readonly ShownDay[]): Promise<void> {
  const { ensemble } = card
  if (!ensemble) throw new Error(`${card.id} is one network`)
  const answers: number[][][] = []
  for (let fold = 1; fold <= ensemble.folds; fold++) {
    const weights = await getWeights(card.id, fold)
    if (!weights) throw new Error(`The weights of fold ${fold} are not on this device any more`)
    // One after another: several large networks have no room beside each other.
    const model = modelOf(ownCard(weights), weights)
    answers.push(await answersOf({ model }, days))
    model.parameters.dispose()
  }
  const together = ensembleAnswers(answers)
  const unseenBy = new Map(ensemble.heldOutIn)
  const people = new Set(card.trainingPeople)
  await putPredictions(
    days.map(({ dayId, participant }, k): Prediction => {
      const fold = unseenBy.get(dayId)
      const alone = fold === undefined ? undefined : answers[fold - 1]?.[k]
      const { probabilities, spread } = together[k]!
      return {
        modelId: card.id,
        dayId,
        probabilities: alone ?? probabilities,
        spread,
        seenInTraining: !alone && people.has(participant),
      }
    }),
  )
}
