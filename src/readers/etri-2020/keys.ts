import { wallOf } from '../etri/clock.ts'

const DAY = 86_400_000

/** `user01`, however it is written; undefined for anything else. */
export function subjectIn(text: string): string | undefined {
  const number = /^(?:user)?_?(\d{1,2})$/i.exec(text.trim())?.[1]
  return number && `user${number.padStart(2, '0')}`
}

/** YYYY-MM-DD at the start of a text; undefined where none is. */
export function dateIn(text: string): string | undefined {
  const date = /^\d{4}-\d{2}-\d{2}/.exec(text.trim())?.[0]
  return date !== undefined && !Number.isNaN(Date.parse(`${date}T00:00:00Z`)) ? date : undefined
}

export const dateBefore = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) - DAY).toISOString().slice(0, 10)

/** Milliseconds since 1970 on Seoul's clock: from UNIX seconds, or from what the clock showed; NaN for neither. */
export function wallIn(text: string): number {
  const written = text.trim()
  if (/^\d{9,10}(\.\d+)?$/.test(written)) return wallOf(1000 * Number(written))
  const clock = /^(\d{4}-\d{2}-\d{2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?/.exec(written)
  if (!clock) return NaN
  const [, date, hours = '', minutes, seconds = '00'] = clock
  return Date.parse(`${date}T${hours.padStart(2, '0')}:${minutes}:${seconds}Z`)
}

/** The day in whose evening a night that starts at `wall` began: noon parts the nights. */
export const eveningOf = (wall: number): string => new Date(wall - DAY / 2).toISOString().slice(0, 10)
