import { LABELS } from '../lifelog/labels.ts'
import type { Predictor, Score } from './card.ts'
import type { Example } from './examples.ts'
import { f1 } from './metrics.ts'

/** Predictors that never look at a sensor. They stand beside every network. */

export const scoreOf = (
  predictor: Predictor,
  examples: readonly Example[],
  answers: readonly (readonly number[])[],
  trainingLoss?: number,
): Score => {
  const found = f1(
    examples.map(({ labels }) => labels),
    answers,
  )
  return {
    predictor,
    f1: found.perLabel,
    meanF1: found.mean,
    twoClassF1: found.twoClass,
    ...(trainingLoss !== undefined && { trainingLoss }),
  }
}

/** Always yes, and always what most of the training days are (yes where they are even). */
export function trivialScores(training: readonly Example[], heldOut: readonly Example[]): Score[] {
  const majority = LABELS.map((_, label) => {
    const known = training.map(({ labels }) => labels[label]).filter((value) => value != null)
    const yes = known.filter((value) => value === 1).length
    return 2 * yes >= known.length ? 1 : 0
  })
  return [
    scoreOf(
      'allOnes',
      heldOut,
      heldOut.map(() => LABELS.map(() => 1)),
    ),
    scoreOf(
      'majority',
      heldOut,
      heldOut.map(() => majority),
    ),
  ]
}
