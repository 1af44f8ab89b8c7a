import type { ModelCard, Predictor, Score } from './card.ts'
import type { Collected } from './collected.ts'

/** Rows of a collected table that a model's card has as well. */
const ROWS: readonly Predictor[] = ['network', 'shuffledLabels', 'logistic', 'allOnes', 'majority', 'oracle']

/**
 * The card of several networks that answer together: what they have in common, all people and days, and the scores of
 * held-out days, each answered by the network that has not seen it.
 * @param cards of each fold, in order
 * @throws RangeError where there is none
 */
export function ensembleCard(id: string, cards: readonly ModelCard[], results: Collected): ModelCard {
  const [first] = cards
  if (!first) throw new RangeError('An ensemble needs a network')
  const everybody = [...new Set(results.days.map(({ participant }) => participant))].sort()
  return {
    ...first,
    id,
    created: Date.now(),
    parameters: first.parameters * cards.length,
    ensemble: {
      folds: cards.length,
      thresholds: results.thresholds,
      heldOutIn: results.days.map(({ dayId, fold }) => [dayId, fold] as const),
    },
    trainingPeople: everybody,
    heldOutPeople: everybody,
    trainingDays: results.days.length,
    heldOutDays: results.days.length,
    cutOffs: meanCutOffs(cards),
    oneClass: first.oneClass.filter((label) => cards.every(({ oneClass }) => oneClass.includes(label))),
    oneClassHeldOut: first.oneClassHeldOut.filter((label) =>
      cards.every(({ oneClassHeldOut }) => oneClassHeldOut.includes(label)),
    ),
    scores: ROWS.flatMap((predictor) => scoreOf(predictor, results)),
  }
}

/** Each fold has medians of its own training days; they differ little. */
const meanCutOffs = (cards: readonly ModelCard[]): ModelCard['cutOffs'] =>
  cards[0]!.cutOffs.map(([label]) => {
    const own = cards.flatMap(({ cutOffs }) => cutOffs.filter(([of]) => of === label).map(([, at]) => at))
    return [label, own.reduce((sum, at) => sum + at, 0) / own.length] as const
  })

const scoreOf = (predictor: Predictor, { predictors }: Collected): Score[] =>
  predictors
    .filter((row) => row.predictor === predictor)
    .map(({ pooled }) => ({
      predictor,
      f1: pooled.labels.map(({ f1 }) => f1),
      meanF1: pooled.overall.positive,
      twoClassF1: pooled.overall.twoClass,
    }))
