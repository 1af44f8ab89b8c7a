/** Scores of yes/no answers. Rows are days, columns labels; `null` is an unknown label and does not count. */

export type Truth = readonly (readonly (0 | 1 | null)[])[]

/** Strictly greater than this is a yes. */
export const THRESHOLD = 0.5

export interface Counts {
  readonly hits: number
  readonly falseAlarms: number
  readonly misses: number
}

function counts(truth: Truth, yes: readonly (readonly boolean[])[], label: number, positive: 0 | 1): Counts {
  let hits = 0
  let falseAlarms = 0
  let misses = 0
  truth.forEach((row, day) => {
    const value = row[label]
    if (value === null || value === undefined) return
    const said = yes[day]?.[label] === (positive === 1)
    if (said && value === positive) hits++
    else if (said) falseAlarms++
    else if (value === positive) misses++
  })
  return { hits, falseAlarms, misses }
}

/** 2 TP / (2 TP + FP + FN); 0 where undefined, as scikit-learn has it. */
export const f1Of = ({ hits, falseAlarms, misses }: Counts): number =>
  hits === 0 ? 0 : (2 * hits) / (2 * hits + falseAlarms + misses)

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length

export interface F1 {
  /** Of the positive class, per label. */
  readonly perLabel: number[]
  /** The paper's score (reference, section 5.6): plain mean of `perLabel`. */
  readonly mean: number
  /** Mean over labels of the mean F1 of class 0 and class 1. */
  readonly twoClass: number
}

/**
 * @param answers probabilities, the same shape as `truth`
 * @throws RangeError where the two do not have the same number of days
 */
export function f1(truth: Truth, answers: readonly (readonly number[])[], threshold = THRESHOLD): F1 {
  if (truth.length !== answers.length)
    throw new RangeError(`${truth.length} days of labels, ${answers.length} days of answers`)
  const labels = truth[0]?.length ?? 0
  const yes = answers.map((row) => row.map((p) => p > threshold))
  const perLabel: number[] = []
  const both: number[] = []
  for (let label = 0; label < labels; label++) {
    const positive = f1Of(counts(truth, yes, label, 1))
    perLabel.push(positive)
    both.push((positive + f1Of(counts(truth, yes, label, 0))) / 2)
  }
  return { perLabel, mean: mean(perLabel), twoClass: mean(both) }
}
