import { LABELS } from '../../src/lifelog/labels.ts'
import type { Score } from '../../src/training/card.ts'
import { predictorName } from '../../src/views/train/scores.ts'
import { inColumns } from './columns.ts'

/** One line of scores; `who` is the input a network saw, or the predictor. */
export interface Line {
  readonly who: string
  readonly score: Score
  readonly minutes: number | null
}

const digits = (value: number): string => value.toFixed(3)

/** Two-class F1 a label would hide what the mean is made of: both means, and the positive class by label. */
export function scoreTable(lines: readonly Line[]): string {
  const rows = [
    ['', 'two-class F1', 'mean F1', ...LABELS, 'minutes'],
    ...lines.map(({ who, score, minutes }) => [
      who,
      digits(score.twoClassF1),
      digits(score.meanF1),
      ...score.f1.map(digits),
      minutes === null ? '' : minutes.toFixed(1),
    ]),
  ]
  return inColumns(rows)
}

/** The predictors that every network of the same split stands beside. */
export const plainLines = (scores: readonly Score[]): Line[] =>
  scores
    .filter(({ predictor }) => predictor !== 'network' && predictor !== 'shuffledLabels')
    .map((score) => ({ who: predictorName(score.predictor), score, minutes: null }))
