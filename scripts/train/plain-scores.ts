import type { Score } from '../../src/training/card.ts'
import type { Dataset } from '../../src/training/dataset.ts'
import { plainAnswers, type Plain } from '../../src/training/plain-answers.ts'
import { scoreOf } from '../../src/training/trivial.ts'

/** Scores of those that need no network, on the same days as the network. */
export function plainScores(data: Dataset, plain: ReadonlyMap<string, Plain>): Score[] {
  const { logistic, oracle } = plainAnswers(data, plain)
  return [
    scoreOf('logistic', data.heldOut, logistic),
    ...(oracle ? [scoreOf('oracle', data.heldOut, oracle)] : []),
  ]
}
