/**
 * MMASH gives no dates, only days 1 and 2; here day 1 is 1970-01-01, in UTC. In users 8 and 9 the second day
 * is written −29: their recording crossed the end of a month of 31 days.
 */
const MS_A_DAY = 86_400_000

export const ZONE = 'UTC'

/** The recording's first day. */
export const FIRST_DATE = '1970-01-01'

/** Recordings last two days; a day far off is a damaged cell. */
const LONGEST_RECORDING = 7

/** 1 for the first day, 2 for the second …; undefined where the number is no day of a recording. */
export function dayOf(written: number): number | undefined {
  const day = written < 0 ? written + 31 : written
  return Number.isInteger(day) && day >= 1 && day <= LONGEST_RECORDING ? day : undefined
}

/** Milliseconds since midnight of `HH:MM` or `HH:MM:SS`; undefined where it is no time of day. */
export function timeOf(text: string): number | undefined {
  const match = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text.trim())
  if (!match) return undefined
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)]
  if (hour > 23 || minute > 59 || second > 59) return undefined
  return ((hour * 60 + minute) * 60 + second) * 1000
}

/** Milliseconds since the epoch. */
export const instantOf = (day: number, time: number): number => (day - 1) * MS_A_DAY + time
