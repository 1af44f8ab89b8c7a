import { LABELS } from '../../src/lifelog/labels.ts'
import type { Dataset } from '../../src/training/dataset.ts'
import type { Example } from '../../src/training/examples.ts'
import { LogisticRegression } from '../../src/training/logistic.ts'
import type { Plain } from './cells.ts'

/** Seven probabilities for each held-out day; the oracle knows virtual days only. */
export interface PlainAnswers {
  readonly logistic: number[][]
  readonly oracle?: number[][]
}

/** The regression on hourly means and, on virtual days, the oracle: on the same days as the network. */
export function plainAnswers(
  { training, heldOut }: Dataset,
  plain: ReadonlyMap<string, Plain>,
): PlainAnswers {
  const of = ({ dayId }: Example): Plain => plain.get(dayId) as Plain
  const models = LABELS.map(
    (_, label) =>
      new LogisticRegression(
        training.map((day) => of(day).hours),
        training.map(({ labels }) => labels[label] ?? null),
      ),
  )
  const oracle = heldOut.map((day) => of(day).oracle)
  return {
    logistic: heldOut.map((day) => models.map((model) => model.probability(of(day).hours))),
    ...(oracle.every((answers) => answers !== null) && { oracle }),
  }
}
