import * as v from 'valibot'
import type { Measures } from '../../lifelog/labels.ts'

const Seconds = v.optional(v.nullable(v.pipe(v.number(), v.minValue(0))))
const Night = v.object({
  /** The day on which the person woke. */
  calendarDate: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/)),
  deepSleepSeconds: Seconds,
  lightSleepSeconds: Seconds,
  remSleepSeconds: Seconds,
  awakeSleepSeconds: Seconds,
})

/** More than this is no night. */
const LONGEST_MINUTES = 18 * 60
const DAY = 86_400_000

/**
 * What Garmin says of one night, under the date of its evening. Older watches know no REM sleep; what wasn't measured
 * counts as nothing. Nobody is told when they went to bed, so that neither efficiency nor latency is known.
 * @returns null where this is no night, or nothing was measured in it
 */
export function nightOf(object: unknown): { date: string; measures: Measures } | null {
  const { success, output } = v.safeParse(Night, object)
  if (!success) return null
  const woke = Date.parse(`${output.calendarDate}T00:00:00Z`)
  const { deepSleepSeconds, lightSleepSeconds, remSleepSeconds, awakeSleepSeconds } = output
  const seconds = [deepSleepSeconds, lightSleepSeconds, remSleepSeconds].map((some) => some ?? 0)
  const totalSleepTime = seconds.reduce((sum, some) => sum + some, 0) / 60
  if (Number.isNaN(woke) || totalSleepTime <= 0 || totalSleepTime > LONGEST_MINUTES) return null
  const measures: Measures = { totalSleepTime }
  if (awakeSleepSeconds != null) measures.wakeAfterSleepOnset = awakeSleepSeconds / 60
  return { date: new Date(woke - DAY).toISOString().slice(0, 10), measures }
}

/** Entries that stand for nights without sleep data hold next to nothing. */
export const isEmptyNight = (object: unknown): boolean =>
  typeof object === 'object' && object !== null && !('sleepStartTimestampGMT' in object)
