import { hourMeans } from '../inputs/hour-means.ts'
import type { ChannelId } from '../lifelog/channels.ts'
import type { Day } from '../lifelog/day.ts'
import { LABELS } from '../lifelog/labels.ts'
import { oracleAnswers, virtualDay } from '../simulate/oracle.ts'
import type { Dataset } from './dataset.ts'
import type { Example } from './examples.ts'
import { LogisticRegression } from './logistic.ts'

/** What predictors that need no network are given of a day. */
export interface Plain {
  readonly hours: Float32Array
  /** Of a virtual day: seven probabilities. */
  readonly oracle: number[] | null
}

export function plainOf(day: Day, channels: readonly ChannelId[]): Plain {
  const virtual = virtualDay(day.participant, day.date)
  return { hours: hourMeans(day, channels), oracle: virtual && oracleAnswers(virtual) }
}

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
