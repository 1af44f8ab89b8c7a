import type { ChannelId } from '../lifelog/channels.ts'
import type { Day } from '../lifelog/day.ts'
import { MINUTE_RATE } from '../lifelog/day.ts'
import { MINUTES_A_DAY } from '../synchronise/minutes.ts'
import { channelAt } from './at-rate.ts'
import { aroundMedian } from './around-median.ts'
import type { EncodedDay, PlanesEncoding } from './encoding.ts'

const HOURS = 24
const MINUTES = 60
const SECONDS = 60

/** What a plane holds of its channel's minutes. */
interface Plane {
  readonly channel: ChannelId
  readonly of: 'minute' | 'movement'
}

/** Channels whose mean over a minute says little: it is the movement that matters. */
const MOVING: ReadonlySet<ChannelId> = new Set([
  'acc_x',
  'acc_y',
  'acc_z',
  'counts_x',
  'counts_y',
  'counts_z',
])

/** The planes of an encoding, in the order of its last axis. */
export const planesIn = ({ channels, rate }: Pick<PlanesEncoding, 'channels' | 'rate'>): Plane[] =>
  channels.flatMap((channel): Plane[] => [
    { channel, of: 'minute' },
    ...(rate === 1 && MOVING.has(channel) ? [{ channel, of: 'movement' } as const] : []),
  ])

/**
 * Channels as planes: each folded into hours (rows) by minutes (columns), so that the same clock time of two
 * channels lies at the same place, and an hour later lies next to it. At 1 Hz an acceleration has a second plane:
 * how much it moved within the minute, as the logarithm of its deviation. Our own design; a later paper than
 * PixleepFlow's reports that planes beat rows.
 * @returns [24, 60, planes], NaN where unknown
 * @throws TooCoarse
 */
export function planesOf(day: Day, encoding: PlanesEncoding): EncodedDay {
  const planes = planesIn(encoding).map(({ channel, of }) =>
    of === 'minute'
      ? aroundMedian(channelAt(day, channel, MINUTE_RATE), channel)
      : movement(channelAt(day, channel, 1)),
  )
  const depth = planes.length
  const values = new Float32Array(MINUTES_A_DAY * depth)
  planes.forEach((plane, k) => plane.forEach((value, i) => (values[i * depth + k] = value)))
  return { height: HOURS, width: MINUTES, depth, values }
}

/** Keeps a still sensor's logarithm finite; below what any of them resolves. */
const STILL = 1e-3

/** The logarithm of each minute's standard deviation; NaN where fewer than two of its seconds are known. */
function movement(seconds: Float32Array): Float32Array {
  return Float32Array.from({ length: seconds.length / SECONDS }, (_, minute) => {
    const known = seconds
      .subarray(minute * SECONDS, (minute + 1) * SECONDS)
      .filter((value) => value === value)
    if (known.length < 2) return NaN
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length
    const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length
    return Math.log(Math.sqrt(variance) + STILL)
  })
}
