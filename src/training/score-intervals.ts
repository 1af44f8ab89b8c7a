import { LABELS } from '../lifelog/labels.ts'
import { percentileInterval, type Interval, type Resampling } from './bootstrap.ts'
import { scoreOfCounts, type Answers, type Confusion, type LabelScore, type Yes } from './label-scores.ts'
import type { Truth } from './metrics.ts'
import { METRICS, overall, type Metric, type Overall } from './overall-scores.ts'
import { RankedDays } from './roc.ts'

/** Scores of a label that have an interval. */
export const LABEL_METRICS = ['f1', 'twoClassF1', 'rocArea'] as const satisfies readonly (keyof LabelScore)[]
export type LabelMetric = (typeof LABEL_METRICS)[number]

/** Null where there is one participant only, or no sample has the score. */
export interface ScoreIntervals {
  readonly labels: readonly Readonly<Record<LabelMetric, Interval | null>>[]
  readonly overall: Readonly<Record<Metric, Interval | null>>
}

/** One predictor's scores in every sample of people. */
export interface ScoreDraws {
  /** [draws][labels] */
  readonly labels: readonly (readonly LabelScore[])[]
  readonly overall: readonly Overall[]
}

/** All scores of one predictor, sample by sample. Rows are days, columns the seven labels. */
export function scoreDraws(truth: Truth, answers: Answers, yes: Yes, samples: Resampling): ScoreDraws {
  const columns = (truth[0] ?? []).map((_, label) => new Column(truth, answers, yes, label, samples))
  const labels = samples.draws.map((times) => columns.map((column) => column.score(times)))
  return { labels, overall: labels.map((scores) => overall(scores)) }
}

/** Their 95 % intervals, by participant. */
export const intervalsOf = ({ labels, overall }: ScoreDraws): ScoreIntervals => ({
  labels: LABELS.map((_, label) =>
    byName(LABEL_METRICS, (name) =>
      percentileInterval(labels.map((scores) => scores[label]?.[name] ?? null)),
    ),
  ),
  overall: byName(METRICS, (name) => percentileInterval(overall.map((score) => score[name]))),
})

/** How much better one predictor is than another, both on the same samples of people. */
export interface Difference {
  readonly value: number
  /** 95 %; null where there is one participant only. */
  readonly interval: Interval | null
}

/** @param a scores of one predictor, and `b` of the other, sample by sample */
export const differenceOf = (value: number, a: readonly number[], b: readonly number[]): Difference => ({
  value,
  interval: percentileInterval(a.map((score, draw) => score - (b[draw] ?? NaN))),
})

const byName = <Name extends string, Value>(
  names: readonly Name[],
  of: (name: Name) => Value,
): Record<Name, Value> => Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, Value>

/** One label, counted by person and sorted once for all samples. */
class Column {
  readonly #counts: readonly Confusion[]
  readonly #ranked: RankedDays
  readonly #personOf: readonly number[]

  constructor(truth: Truth, answers: Answers, yes: Yes, label: number, { personOf }: Resampling) {
    const values = truth.map((row) => row[label] ?? null)
    const counts = Array.from({ length: 1 + Math.max(-1, ...personOf) }, () => ({
      hits: 0,
      falseAlarms: 0,
      misses: 0,
      rejections: 0,
    }))
    values.forEach((value, day) => {
      if (value !== null) counts[personOf[day]!]![outcome(value, yes[day]![label]!)]++
    })
    this.#counts = counts
    this.#personOf = personOf
    this.#ranked = new RankedDays(
      values,
      answers.map((row) => row[label] ?? NaN),
    )
  }

  score(times: readonly number[]): LabelScore {
    const sum = (name: keyof Confusion): number =>
      this.#counts.reduce((total, counts, person) => total + times[person]! * counts[name], 0)
    return scoreOfCounts(
      {
        hits: sum('hits'),
        falseAlarms: sum('falseAlarms'),
        misses: sum('misses'),
        rejections: sum('rejections'),
      },
      this.#ranked.area((day) => times[this.#personOf[day]!]!),
    )
  }
}

const outcome = (value: 0 | 1, said: boolean): keyof Confusion =>
  value === 1 ? (said ? 'hits' : 'misses') : said ? 'falseAlarms' : 'rejections'
