import { yesOf, type Answers } from './label-scores.ts'
import { THRESHOLD } from './metrics.ts'

/** What several networks say of a day, one a fold; in the order of LABELS. */
export interface EnsembleAnswer {
  /** Mean of the probabilities. */
  readonly probabilities: readonly number[]
  /** The notebooks' hard vote: 1 where more than half of the networks say yes, each at its own thresholds. */
  readonly vote: readonly (0 | 1)[]
  /** Standard deviation of the probabilities over folds: how little the networks agree. 0 for a single one. */
  readonly spread: readonly number[]
}

/**
 * Puts networks' answers together.
 * @param answers of each network: [days, labels]
 * @param thresholds of each network, a number a label; a half where absent
 * @throws RangeError where there is no network, or one answers for another number of days
 */
export function ensembleAnswers(
  answers: readonly Answers[],
  thresholds?: readonly (readonly number[])[],
): EnsembleAnswer[] {
  const [first] = answers
  if (!first) throw new RangeError('An ensemble needs a network')
  const other = answers.find((own) => own.length !== first.length)
  if (other) throw new RangeError(`${first.length} days of one network, ${other.length} of another`)
  const said = answers.map((own, k) => yesOf(own, thresholds?.[k] ?? THRESHOLD))
  return first.map((row, day) => {
    const columns = row.map((_, label) => answers.map((own) => own[day]![label]!))
    return {
      probabilities: columns.map(mean),
      vote: row.map((_, label) =>
        2 * said.filter((own) => own[day]![label]).length > answers.length ? 1 : 0,
      ),
      spread: columns.map(deviation),
    }
  })
}

/**
 * The ensemble's threshold for each label: mean of its networks', each chosen on that network's training days.
 * @param thresholds of each network
 */
export const ensembleThresholds = (thresholds: readonly (readonly number[])[]): number[] =>
  (thresholds[0] ?? []).map((_, label) => mean(thresholds.map((own) => own[label]!)))

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** Of a sample; as pandas' and not numpy's usual one. */
function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0
  const middle = mean(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1))
}
