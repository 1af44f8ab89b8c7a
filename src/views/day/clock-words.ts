import type { DayStart } from '../../lifelog/day.ts'

const HOURS = 24

/** Clock time of an hour after the day's start; the end of a calendar day is "24:00". */
export function hourName(hour: number, start: DayStart): string {
  const of = start === 'noon' ? (hour + HOURS / 2) % HOURS : hour
  return `${String(of).padStart(2, '0')}:00`
}
