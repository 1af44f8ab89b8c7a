import type { ChannelId } from '../../lifelog/channels.ts'
import type { Instant } from '../wearable/instant.ts'

/** A `<Record>`'s attributes, as they are written. */
export type Attributes = Readonly<Record<string, string>>

/** What a kind of record gives: a level at an instant, or a count over a stretch of time. */
interface Kind {
  readonly channel: ChannelId
  /** What a written value is multiplied by, by its unit. */
  readonly units: Readonly<Record<string, number>>
}

const KILOJOULES = 1 / 4.184

export const KINDS: Readonly<Record<string, Kind>> = {
  HKQuantityTypeIdentifierHeartRate: { channel: 'heart_rate', units: { 'count/min': 1, 'count/s': 60 } },
  HKQuantityTypeIdentifierStepCount: { channel: 'steps', units: { count: 1 } },
  HKQuantityTypeIdentifierDistanceWalkingRunning: {
    channel: 'distance',
    units: { km: 1000, mi: 1609.344, m: 1, ft: 0.3048, yd: 0.9144 },
  },
  HKQuantityTypeIdentifierActiveEnergyBurned: {
    channel: 'burned_calories',
    units: { kcal: 1, Cal: 1, kJ: KILOJOULES, cal: 0.001 },
  },
}

const WRITTEN = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})(\d{2})$/
/** Half an hour more than any place on Earth is ahead. */
const FARTHEST = 14.5 * 60

/** `2014-09-13 10:27:54 +0100`; null for what is no time. */
export function instantOf(text: string | undefined): Instant | null {
  const match = WRITTEN.exec(text ?? '')
  if (!match) return null
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number)
  // Date.UTC makes the 41st of the 13th month a day of next year.
  if (month! < 1 || month! > 12 || day! < 1 || day! > 31 || hour! > 23 || minute! > 59) return null
  const ahead = (match[7] === '-' ? -1 : 1) * (60 * Number(match[8]) + Number(match[9]))
  const at = Date.UTC(year!, month! - 1, day, hour, minute, second) - 60_000 * ahead
  return Math.abs(ahead) <= FARTHEST && at > Date.UTC(1971, 0) && at < Date.UTC(2100, 0)
    ? { at, ahead }
    : null
}
