import type { LabelValue } from '../lifelog/labels.ts'

/** Days whose answers lie between two bounds: what was said, and what was so. */
export interface CalibrationBin {
  readonly from: number
  readonly to: number
  readonly days: number
  /** Mean probability that was said; null where no day is in the bin. */
  readonly said: number | null
  /** Share of days that were yes; null where no day is in the bin. */
  readonly was: number | null
}

export interface Calibration {
  readonly bins: readonly CalibrationBin[]
  /** Mean distance between said and was, weighted by days (expected calibration error); null without a day. */
  readonly error: number | null
  /** Mean squared distance between probability and truth (Brier's score); null without a day. */
  readonly brier: number | null
}

export const BINS = 10

/**
 * A reliability curve: bins of equal width, closed above ((0.1, 0.2]; 0 is in the first). A day whose label is unknown
 * does not count.
 */
export function calibration(
  truth: readonly LabelValue[],
  probabilities: readonly number[],
  count = BINS,
): Calibration {
  const known = truth.flatMap((value, day) =>
    value === null ? [] : [{ value, p: probabilities[day] ?? NaN }],
  )
  const binOf = (p: number): number => Math.min(count - 1, Math.max(0, Math.ceil(p * count) - 1))
  const bins = Array.from({ length: count }, (_, k): CalibrationBin => {
    const own = known.filter(({ p }) => binOf(p) === k)
    return {
      from: k / count,
      to: (k + 1) / count,
      days: own.length,
      said: meanOrNull(own.map(({ p }) => p)),
      was: meanOrNull(own.map(({ value }) => value)),
    }
  })
  const away = bins.reduce((sum, { days, said, was }) => sum + days * Math.abs((said ?? 0) - (was ?? 0)), 0)
  return {
    bins,
    error: known.length === 0 ? null : away / known.length,
    brier: meanOrNull(known.map(({ value, p }) => (p - value) ** 2)),
  }
}

const meanOrNull = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
