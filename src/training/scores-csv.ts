import { LABELS } from '../lifelog/labels.ts'
import type { Interval } from './bootstrap.ts'
import type { Collected, PredictorResult } from './collected.ts'
import type { LabelScore } from './label-scores.ts'
import type { OverFolds } from './over-folds.ts'
import { METRICS } from './overall-scores.ts'
import { LABEL_METRICS } from './score-intervals.ts'

const HEAD =
  'predictor,label,score,value,low_by_participant,high_by_participant,mean_over_folds,low_over_folds,high_over_folds'

/** What has no interval. */
const BARE = [
  'precision',
  'recall',
  'hits',
  'falseAlarms',
  'misses',
  'rejections',
] as const satisfies readonly (keyof LabelScore)[]

/** Every score as a line (RFC 4180); label `all` for those over all labels; empty where undefined. */
export const scoresCsv = ({ predictors }: Collected): string =>
  [HEAD, ...predictors.flatMap(linesOf)].map((line) => `${line}\r\n`).join('')

function linesOf({ predictor, pooled, intervals, overFolds }: PredictorResult): string[] {
  const line = (
    label: string,
    score: string,
    value: number | null,
    by: Interval | null = null,
    over: OverFolds | null = null,
  ): string =>
    [predictor, label, score, value, by?.low, by?.high, over?.mean, over?.interval?.low, over?.interval?.high]
      .map((cell) => cell ?? '')
      .join(',')
  return [
    ...METRICS.map((metric) =>
      line('all', metric, pooled.overall[metric], intervals.overall[metric], overFolds.overall[metric]),
    ),
    ...LABELS.flatMap((label, k) => {
      const own = pooled.labels[k]!
      return [
        ...LABEL_METRICS.map((metric) =>
          line(label, metric, own[metric], intervals.labels[k]![metric], overFolds.labels[k]![metric]),
        ),
        ...BARE.map((metric) => line(label, metric, own[metric])),
      ]
    }),
  ]
}
