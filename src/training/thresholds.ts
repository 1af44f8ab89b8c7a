import type { LabelValue } from '../lifelog/labels.ts'
import type { Answers } from './label-scores.ts'
import { scoreOfCounts } from './label-scores.ts'
import { THRESHOLD, type Truth } from './metrics.ts'

/** Which F1 a threshold is to make large: that of the positive class, or the mean of both classes. */
export type Aim = 'f1' | 'twoClassF1'

/**
 * A threshold for each label, chosen on days that the answers may know: training days alone, never held-out ones.
 *
 * Candidates are 0.5 and the middles between neighbouring probabilities, and one below all and above all of them. The
 * one with the largest F1 is taken; of equal ones that nearest to 0.5, then the lower. A label with one class keeps 0.5.
 */
export const chosenThresholds = (truth: Truth, answers: Answers, aim: Aim = 'twoClassF1'): number[] =>
  (truth[0] ?? []).map((_, label) =>
    chosenThreshold(
      truth.map((row) => row[label] ?? null),
      answers.map((row) => row[label] ?? NaN),
      aim,
    ),
  )

/** The same for one label. */
export function chosenThreshold(
  truth: readonly LabelValue[],
  probabilities: readonly number[],
  aim: Aim = 'twoClassF1',
): number {
  const days = truth
    .flatMap((value, day) => (value === null ? [] : [{ value, p: probabilities[day] ?? NaN }]))
    .sort((a, b) => a.p - b.p)
  const yes = days.filter(({ value }) => value === 1).length
  if (yes === 0 || yes === days.length) return THRESHOLD
  let [best, bestF1] = [THRESHOLD, -1]
  let [below, yesBelow] = [0, 0]
  for (const candidate of candidates(days.map(({ p }) => p))) {
    for (; below < days.length && days[below]!.p <= candidate; below++) yesBelow += days[below]!.value
    const counts = {
      hits: yes - yesBelow,
      falseAlarms: days.length - below - (yes - yesBelow),
      misses: yesBelow,
      rejections: below - yesBelow,
    }
    const found = scoreOfCounts(counts, null)[aim]
    const nearer = Math.abs(candidate - THRESHOLD) < Math.abs(best - THRESHOLD)
    if (found > bestF1 || (found === bestF1 && nearer)) [best, bestF1] = [candidate, found]
  }
  return best
}

/** From small to large. */
function candidates(sorted: readonly number[]): number[] {
  const middles = sorted.slice(1).flatMap((p, i) => (p > sorted[i]! ? [(p + sorted[i]!) / 2] : []))
  const ends = [sorted[0]! / 2 - Number.EPSILON, (1 + sorted.at(-1)!) / 2]
  return [...ends, ...middles, THRESHOLD].sort((a, b) => a - b)
}
