import { CHANNELS, type ChannelId } from '../lifelog/channels.ts'
import { quantile } from './composite/range.ts'

/**
 * A level around its median of the day: hearts rest at 50 or at 75 beats, phones lie this way or that, and a network
 * that learns from some people should not take them for these people's signs. Counts and classes stay as they are. A
 * picture has each row scaled by the day's own range, to the same end.
 * @returns a new array, NaN where unknown
 */
export function aroundMedian(values: Float32Array, channel: ChannelId): Float32Array {
  if (CHANNELS[channel].kind !== 'level') return values
  const median = quantile(values.filter((value) => value === value).sort(), 0.5)
  return values.map((value) => value - median)
}
