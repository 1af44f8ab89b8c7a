import { LABELS } from '../../src/lifelog/labels.ts'
import type { Score } from '../../src/training/card.ts'
import type { Dataset } from '../../src/training/dataset.ts'
import type { Example } from '../../src/training/examples.ts'
import { LogisticRegression } from '../../src/training/logistic.ts'
import { scoreOf } from '../../src/training/trivial.ts'
import type { Plain } from './cells.ts'

/** The regression on hourly means and, on virtual days, the oracle: on the same days as the network. */
export function plainScores({ training, heldOut }: Dataset, plain: ReadonlyMap<string, Plain>): Score[] {
  const of = ({ dayId }: Example): Plain => plain.get(dayId) as Plain
  const models = LABELS.map(
    (_, label) =>
      new LogisticRegression(
        training.map((day) => of(day).hours),
        training.map(({ labels }) => labels[label] ?? null),
      ),
  )
  const answers = heldOut.map((day) => models.map((model) => model.probability(of(day).hours)))
  const oracle = heldOut.flatMap((day) => of(day).oracle ?? [])
  const known = oracle.length === heldOut.length * LABELS.length
  return [
    scoreOf('logistic', heldOut, answers),
    ...(known
      ? [
          scoreOf(
            'oracle',
            heldOut,
            heldOut.map((day) => of(day).oracle as number[]),
          ),
        ]
      : []),
  ]
}
