import type { Day } from '../lifelog/day.ts'
import { aroundMedian } from './around-median.ts'
import { channelAt, stepsAt } from './at-rate.ts'
import type { EncodedDay, RawEncoding } from './encoding.ts'

/**
 * The synchronised channels as sequences (paper, raw-based model): 86,400 or 1,440 steps, levels around the day's
 * median.
 * @returns [1, steps, channels], NaN where unknown
 * @throws TooCoarse
 */
export function rawOf(day: Day, { channels, rate }: RawEncoding): EncodedDay {
  const depth = channels.length
  const values = new Float32Array(stepsAt(rate) * depth)
  channels.forEach((channel, k) =>
    aroundMedian(channelAt(day, channel, rate), channel).forEach(
      (value, i) => (values[i * depth + k] = value),
    ),
  )
  return { height: 1, width: stepsAt(rate), depth, values }
}
