import { SECONDS_A_DAY, type DayStart } from '../../lifelog/day.ts'
import { clockAt } from './cursor.ts'

/** "21:30" of a second after the day's start, for a field of time. */
export const fieldOf = (second: number, start: DayStart): string => clockAt(second, start).slice(0, 5)

/**
 * The second after the day's start that a field of time names; null where it names none.
 * @param end whether the day's first moment means its last
 */
export function secondOf(field: string, start: DayStart, end: boolean): number | null {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(field) ?? []
  if (hours === undefined || minutes === undefined) return null
  const clock = 3600 * Number(hours) + 60 * Number(minutes)
  const shift = start === 'noon' ? SECONDS_A_DAY / 2 : 0
  const second = (clock - shift + SECONDS_A_DAY) % SECONDS_A_DAY
  return end && second === 0 ? SECONDS_A_DAY : second
}
