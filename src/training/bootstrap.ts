import { Random } from './random.ts'

/** Where 95 % of the values lie. */
export interface Interval {
  readonly low: number
  readonly high: number
}

export const LEVEL = 0.95
/** Samples that are drawn for an interval. */
export const DRAWS = 1000

/**
 * Samples of days for a bootstrap by participant: as many people as there are, drawn with replacement, each with all
 * of their days. Days of one person are alike, so that drawing days would make intervals too narrow.
 * @param participants whose each day is
 * @returns indices of days, a list a draw; none where there is one participant only
 */
export function resamples(participants: readonly string[], seed: number, draws = DRAWS): number[][] {
  const days = new Map<string, number[]>()
  participants.forEach((who, day) => {
    const own = days.get(who)
    if (own) own.push(day)
    else days.set(who, [day])
  })
  // Sorted, so that the order in which days arrive does not matter.
  const people = [...days.keys()].sort()
  if (people.length < 2) return []
  const random = new Random(seed)
  return Array.from({ length: draws }, () =>
    people.flatMap(() => days.get(people[Math.floor(random.uniform() * people.length)]!)!),
  )
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
