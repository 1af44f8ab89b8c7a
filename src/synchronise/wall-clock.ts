import { SECONDS_A_DAY, type DayStart } from '../lifelog/day.ts'

/** Zones change their offset on quarter-hours only. */
const QUARTER = 900_000
const DAY = SECONDS_A_DAY * 1000

/**
 * Turns instants into the wall-clock of one IANA zone. A repeated hour in autumn falls on the same wall-clock
 * seconds twice, a skipped one in spring stays unknown: a day keeps its 86,400 wall-clock seconds.
 * Throws a RangeError for a zone that doesn't exist.
 */
export class WallClock {
  readonly #format: Intl.DateTimeFormat | undefined
  #quarter = NaN
  #offset = 0

  constructor(zone: string) {
    const format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    const utc = format.resolvedOptions().timeZone
    this.#format = utc === 'UTC' || utc === 'Etc/UTC' ? undefined : format
  }

  /** Milliseconds since 1970-01-01 00:00 as the wall clock shows them. */
  wall(instant: number): number {
    if (!this.#format) return instant
    const quarter = Math.floor(instant / QUARTER)
    if (quarter !== this.#quarter) {
      this.#quarter = quarter
      this.#offset = this.#offsetAt(quarter * QUARTER)
    }
    return instant + this.#offset
  }

  /** Around an instant: from when until when the clock is how far ahead of UTC, all in milliseconds. */
  stretch(instant: number): { readonly from: number; readonly until: number; readonly ahead: number } {
    if (!this.#format) return { from: -Infinity, until: Infinity, ahead: 0 }
    const ahead = this.wall(instant) - instant
    return { from: this.#quarter * QUARTER, until: (this.#quarter + 1) * QUARTER, ahead }
  }

  #offsetAt(instant: number): number {
    const part: Record<string, number> = {}
    for (const { type, value } of this.#format!.formatToParts(instant)) part[type] = Number(value)
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
    return Date.UTC(year, month - 1, day, hour, minute, second) - instant
  }
}

/** Wall-clock milliseconds at which day number `day` (0 starts on 1970-01-01) starts. */
export const startOfDay = (day: number, start: DayStart): number =>
  day * DAY + (start === 'noon' ? DAY / 2 : 0)

/** The day a wall-clock time falls into; see `startOfDay`. */
export const dayNumber = (wall: number, start: DayStart): number =>
  Math.floor((wall - (start === 'noon' ? DAY / 2 : 0)) / DAY)

/** YYYY-MM-DD on which day number `day` starts. */
export const dateOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)
