import type { LabelValue } from '../lifelog/labels.ts'
import { f1Of, THRESHOLD, type Truth } from './metrics.ts'
import { rocArea } from './roc.ts'

/** How often a yes and a no were right and wrong. */
export interface Confusion {
  /** Said yes, is yes. */
  readonly hits: number
  /** Said yes, is no. */
  readonly falseAlarms: number
  /** Said no, is yes. */
  readonly misses: number
  /** Said no, is no. */
  readonly rejections: number
}

/** What answers to one label are worth. Shares are 0 to 1, and 0 where undefined, as scikit-learn has it. */
export interface LabelScore extends Confusion {
  /** Of those who were said to be yes, how many are. */
  readonly precision: number
  /** Of those who are yes, how many were found. */
  readonly recall: number
  /** Of the positive class. */
  readonly f1: number
  /** Mean of both classes' F1. */
  readonly twoClassF1: number
  /** Area under the ROC curve; null where only one class is known. */
  readonly rocArea: number | null
}

/** Rows are days, columns labels. */
export type Answers = readonly (readonly number[])[]
export type Yes = readonly (readonly boolean[])[]

/** Which answers are a yes: strictly above the threshold, of all labels or of each. */
export const yesOf = (answers: Answers, thresholds: number | readonly number[] = THRESHOLD): boolean[][] =>
  answers.map((row) =>
    row.map(
      (p, label) => p > (typeof thresholds === 'number' ? thresholds : (thresholds[label] ?? THRESHOLD)),
    ),
  )

/**
 * One label's score. A day whose label is unknown does not count.
 * @throws RangeError where there is not one answer a day
 */
export function labelScore(
  truth: readonly LabelValue[],
  probabilities: readonly number[],
  yes: readonly boolean[],
): LabelScore {
  if (truth.length !== probabilities.length || truth.length !== yes.length)
    throw new RangeError(`${truth.length} days of labels, ${probabilities.length} days of answers`)
  const count = (is: 0 | 1, said: boolean): number =>
    truth.reduce<number>((sum, value, day) => sum + Number(value === is && yes[day] === said), 0)
  return scoreOfCounts(
    {
      hits: count(1, true),
      falseAlarms: count(0, true),
      misses: count(1, false),
      rejections: count(0, false),
    },
    rocArea(truth, probabilities),
  )
}

/** The score of counts alone. */
export function scoreOfCounts(counts: Confusion, area: number | null): LabelScore {
  const { hits, falseAlarms, misses, rejections } = counts
  const f1 = f1Of(counts)
  const ofNo = f1Of({ hits: rejections, falseAlarms: misses, misses: falseAlarms })
  return {
    ...counts,
    precision: share(hits, falseAlarms),
    recall: share(hits, misses),
    f1,
    twoClassF1: (f1 + ofNo) / 2,
    rocArea: area,
  }
}

const share = (right: number, wrong: number): number => (right === 0 ? 0 : right / (right + wrong))

/**
 * Every label's score.
 * @param yes the answers' yes and no; above a half where absent
 */
export function labelScores(truth: Truth, answers: Answers, yes: Yes = yesOf(answers)): LabelScore[] {
  if (truth.length !== answers.length)
    throw new RangeError(`${truth.length} days of labels, ${answers.length} days of answers`)
  return (truth[0] ?? []).map((_, label) =>
    labelScore(
      truth.map((row) => row[label] ?? null),
      answers.map((row) => row[label] ?? NaN),
      yes.map((row) => row[label] ?? false),
    ),
  )
}
