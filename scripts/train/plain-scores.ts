import type { Score } from '../../src/training/card.ts'
import type { Dataset } from '../../src/training/dataset.ts'
import { scoreOf } from '../../src/training/trivial.ts'
import type { Plain } from './cells.ts'
import { plainAnswers } from './plain-answers.ts'

/** Scores of those that need no network, on the same days as the network. */
export function plainScores(data: Dataset, plain: ReadonlyMap<string, Plain>): Score[] {
  const { logistic, oracle } = plainAnswers(data, plain)
  return [
    scoreOf('logistic', data.heldOut, logistic),
    ...(oracle ? [scoreOf('oracle', data.heldOut, oracle)] : []),
  ]
}
