import type { Interval } from './bootstrap.ts'

/** A number that every fold has. */
export interface OverFolds {
  readonly mean: number
  /** 95 %, by Student's t; null for a single fold. Folds share training days: it is too narrow rather than too wide. */
  readonly interval: Interval | null
  readonly each: readonly (number | null)[]
}

/** Student's t at 97.5 %, for 1 to 30 degrees of freedom; beyond, the normal distribution's is near enough. */
const STUDENT = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
]
const NORMAL = 1.96

/**
 * Mean over folds; a fold where the number is undefined does not count.
 * @returns null where no fold has it
 */
export function overFolds(each: readonly (number | null)[]): OverFolds | null {
  const known = each.filter((value) => value !== null)
  if (known.length === 0) return null
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length
  if (known.length === 1) return { mean, interval: null, each }
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (known.length - 1)
  const half = (STUDENT[known.length - 2] ?? NORMAL) * Math.sqrt(variance / known.length)
  return { mean, interval: { low: mean - half, high: mean + half }, each }
}
