import { CHANNELS, type ChannelId } from '../lifelog/channels.ts'
import { SECONDS_A_DAY, type Day, type Rate } from '../lifelog/day.ts'
import { onlyKnown } from '../synchronise/known.ts'
import { byMinute, MINUTES_A_DAY } from '../synchronise/minutes.ts'

export const stepsAt = (rate: Rate): number => (rate === 1 ? SECONDS_A_DAY : MINUTES_A_DAY)

/** A day of minutes has no seconds to show. */
export class TooCoarse extends Error {
  override name = 'TooCoarse'
}

/**
 * A channel at the rate that a network wants; all NaN where the day lacks it. Minutes are summed up from the
 * seconds that had a sample of their own where they are a count, since filled seconds would be counted too; from
 * all known seconds else.
 * @throws TooCoarse where the day was synchronised by the minute and seconds are wanted
 */
export function channelAt(day: Day, channel: ChannelId, rate: Rate): Float32Array {
  if (day.rate !== 1 && rate === 1) throw new TooCoarse(`${day.id} is kept by the minute`)
  const values = day.channels.get(channel)
  if (!values) return new Float32Array(stepsAt(rate)).fill(NaN)
  if (day.rate === rate) return values
  const { kind } = CHANNELS[channel]
  const mask = day.known.get(channel)
  return byMinute(kind === 'count' && mask ? onlyKnown(values, mask) : values, kind)
}

/** The day with the given channels alone, at the rate. @throws TooCoarse */
export function dayAt(day: Day, channels: readonly ChannelId[], rate: Rate): Day {
  if (day.rate === rate) return day
  const own = channels.filter((channel) => day.channels.has(channel))
  return {
    ...day,
    rate,
    channels: new Map(own.map((channel) => [channel, channelAt(day, channel, rate)])),
    // A minute that is known was so before filling, or lies in a gap that was filled: the picture's range may
    // take either.
    known: new Map(),
  }
}
