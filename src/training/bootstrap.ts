import { Random } from './random.ts'

/** Where 95 % of the values lie. */
export interface Interval {
  readonly low: number
  readonly high: number
}

export const LEVEL = 0.95
/** Samples that are drawn for an interval. */
export const DRAWS = 1000

/** Samples of people for a bootstrap. */
export interface Resampling {
  /** Which person each day is of, an index. */
  readonly personOf: readonly number[]
  /** How often each person is in a sample, a list a draw; no draw where there is one person only. */
  readonly draws: readonly (readonly number[])[]
}

/**
 * Draws as many people as there are, with replacement, each with all of their days. Days of one person are alike, so
 * that drawing days would make intervals too narrow.
 * @param participants whose each day is; their order does not matter
 */
export function resampling(participants: readonly string[], seed: number, draws = DRAWS): Resampling {
  const people = [...new Set(participants)].sort()
  const indexOf = new Map(people.map((who, index) => [who, index]))
  const random = new Random(seed)
  const drawn = (): number[] => {
    const times = Array<number>(people.length).fill(0)
    for (let k = 0; k < people.length; k++) times[Math.floor(random.uniform() * people.length)]!++
    return times
  }
  return {
    personOf: participants.map((who) => indexOf.get(who)!),
    draws: Array.from({ length: people.length < 2 ? 0 : draws }, drawn),
  }
}

/**
 * From the 2.5th to the 97.5th percentile, between neighbours along a line (numpy's `percentile`).
 * @returns null where there is no value
 */
export function percentileInterval(values: readonly (number | null)[], level = LEVEL): Interval | null {
  const sorted = values
    .filter((value) => value !== null && value === value)
    .sort((a, b) => a! - b!) as number[]
  if (sorted.length === 0) return null
  const at = (share: number): number => {
    const place = share * (sorted.length - 1)
    const below = Math.floor(place)
    const low = sorted[below]!
    return low + (place - below) * ((sorted[below + 1] ?? low) - low)
  }
  return { low: at((1 - level) / 2), high: at((1 + level) / 2) }
}
