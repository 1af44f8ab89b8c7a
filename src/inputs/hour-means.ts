import type { ChannelId } from '../lifelog/channels.ts'
import { MINUTE_RATE, type Day } from '../lifelog/day.ts'
import { channelAt } from './at-rate.ts'

const HOURS = 24
const MINUTES = 60

/**
 * What a plain regression is given of a day: each channel's mean in each hour.
 * @returns [channels × 24], a channel's hours side by side, NaN where an hour is unknown
 */
export function hourMeans(day: Day, channels: readonly ChannelId[]): Float32Array {
  const means = new Float32Array(channels.length * HOURS)
  channels.forEach((channel, k) => {
    const minutes = channelAt(day, channel, MINUTE_RATE)
    for (let hour = 0; hour < HOURS; hour++) {
      const known = minutes.subarray(hour * MINUTES, (hour + 1) * MINUTES).filter((value) => value === value)
      means[k * HOURS + hour] = known.reduce((sum, value) => sum + value, 0) / known.length
    }
  })
  return means
}
