import type { Cells } from '../cells.ts'
import type { TableRow } from '../table.ts'
import type { Stage } from '../wearable/nights.ts'
import { LONGEST, nightBy, type FitbitNight } from './night.ts'
import { aheadIn, instantOf } from '../wearable/written-time.ts'

export const STAGES: Readonly<Record<string, Stage>> = {
  LIGHT: 'asleep',
  DEEP: 'asleep',
  REM: 'asleep',
  ASLEEP: 'asleep',
  AWAKE: 'awake',
  WAKE: 'awake',
  RESTLESS: 'awake',
}

/** Nothing says which sleep is the day's main one: a short one by day is a nap. */
const NAP = { minutes: 180, from: 10, until: 18 }
const HOUR = 3_600_000

/**
 * A row of `UserSleeps_….csv`, the same sums as in `sleep.json`; null for a nap, undefined where the row is none.
 * @param aheadAt minutes ahead of UTC, where the row states none
 */
export function googleNight(
  row: TableRow,
  aheadAt: (at: number) => number,
  cells: Cells,
): FitbitNight | null | undefined {
  const from = instantOf(row.text('sleep_start'))
  const minutes = (column: string): number => cells.number(row.text(column), row.line, column)
  const [asleep, awake] = [minutes('minutes_asleep'), minutes('minutes_awake')]
  if (Number.isNaN(from) || !(asleep >= 0) || !(awake >= 0)) return undefined
  const stated = aheadIn(row.text('start_utc_offset'))
  const start = from + 60_000 * (Number.isNaN(stated) ? aheadAt(from) : stated)
  const hour = Math.floor(start / HOUR) % 24
  if (asleep === 0 || asleep > LONGEST) return null
  if (asleep < NAP.minutes && hour >= NAP.from && hour < NAP.until) return null
  const untilAsleep = minutes('minutes_to_fall_asleep') || 0
  const outside = untilAsleep + (minutes('minutes_after_wake_up') || 0)
  return nightBy({ start, asleep, awake, outside, untilAsleep })
}
