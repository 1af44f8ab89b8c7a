import { LABELS } from '../../src/lifelog/labels.ts'
import type { Interval } from '../../src/training/bootstrap.ts'
import type { Collected } from '../../src/training/collected.ts'
import { METRICS } from '../../src/training/overall-scores.ts'
import { METRIC_NAMES, ROW_NAMES } from './words.ts'

/** A table of folds' scores, for the terminal and the report alike. */
export interface ResultTable {
  readonly title: string
  /** The first row names the columns. */
  readonly rows: readonly (readonly string[])[]
}

export const digits = (value: number | null | undefined): string => (value == null ? '–' : value.toFixed(3))
export const range = (interval: Interval | null | undefined): string =>
  interval ? `[${interval.low.toFixed(3)} ${interval.high.toFixed(3)}]` : '–'

/** All tables of a collected experiment. */
export const resultTables = (found: Collected): ResultTable[] => [
  pooledTable(found),
  overFoldsTable(found),
  byLabelTable(found, 'f1', 'F1 of yes by label'),
  byLabelTable(found, 'twoClassF1', 'Two-class F1 by label'),
  networkTable(found),
]

const pooledTable = ({ predictors }: Collected): ResultTable => ({
  title: 'All held-out days together, with 95 % intervals by participant',
  rows: [
    ['', ...METRICS.flatMap((metric) => [METRIC_NAMES[metric], '95 %'])],
    ...predictors.map(({ predictor, pooled, intervals }) => [
      ROW_NAMES[predictor],
      ...METRICS.flatMap((metric) => [digits(pooled.overall[metric]), range(intervals.overall[metric])]),
    ]),
  ],
})

const overFoldsTable = ({ predictors }: Collected): ResultTable => ({
  title: 'Mean over folds, with 95 % intervals over folds',
  rows: [
    ['', ...METRICS.flatMap((metric) => [METRIC_NAMES[metric], '95 %'])],
    ...predictors.map(({ predictor, overFolds: { overall } }) => [
      ROW_NAMES[predictor],
      ...METRICS.flatMap((metric) => [digits(overall[metric]?.mean), range(overall[metric]?.interval)]),
    ]),
  ],
})

const byLabelTable = (
  { predictors }: Collected,
  metric: 'f1' | 'twoClassF1',
  title: string,
): ResultTable => ({
  title,
  rows: [
    ['', ...LABELS],
    ...predictors.map(({ predictor, pooled }) => [
      ROW_NAMES[predictor],
      ...pooled.labels.map((score) => digits(score[metric])),
    ]),
  ],
})

const networkTable = ({ predictors }: Collected): ResultTable => {
  const { pooled, intervals, overFolds } = predictors.find(({ predictor }) => predictor === 'network')!
  return {
    title: 'The network by label; ROC areas also as means over folds',
    rows: [
      [
        '',
        'precision',
        'recall',
        'F1 of yes',
        '95 %',
        'two-class',
        '95 %',
        'ROC area',
        '95 %',
        'ROC, folds',
        ...CONFUSION,
      ],
      ...LABELS.map((label, k) => {
        const score = pooled.labels[k]!
        const { f1, twoClassF1, rocArea } = intervals.labels[k]!
        return [
          label,
          digits(score.precision),
          digits(score.recall),
          digits(score.f1),
          range(f1),
          digits(score.twoClassF1),
          range(twoClassF1),
          digits(score.rocArea),
          range(rocArea),
          digits(overFolds.labels[k]!.rocArea?.mean),
          ...[score.hits, score.falseAlarms, score.misses, score.rejections].map(String),
        ]
      }),
    ],
  }
}

const CONFUSION = ['hits', 'false alarms', 'misses', 'rejections']
