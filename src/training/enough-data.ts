import type { Encoding } from '../inputs/encoding.ts'
import type { ChannelId } from '../lifelog/channels.ts'
import type { DaySummary } from '../lifelog/day.ts'

/** With fewer than this share of a model's channels, its answer would be about what is missing. */
export const LEAST_CHANNELS = 0.5
/** A channel that is known for less than this share of the day, six hours, does not count as there. */
export const LEAST_OF_DAY = 0.25

/** The channels that a model looks at and a day hasn't, or not for long enough. */
export const channelsMissing = (
  { coverage }: Pick<DaySummary, 'coverage'>,
  { channels }: Pick<Encoding, 'channels'>,
): ChannelId[] => channels.filter((channel) => (coverage.get(channel)?.after ?? 0) < LEAST_OF_DAY)

/** How many of a model's channels a day has for long enough. */
export const channelsThere = (
  day: Pick<DaySummary, 'coverage'>,
  encoding: Pick<Encoding, 'channels'>,
): number => encoding.channels.length - channelsMissing(day, encoding).length

/** Whether a model can be asked about a day; where not, its answer is "not enough data". */
export const hasEnough = (day: Pick<DaySummary, 'coverage'>, encoding: Pick<Encoding, 'channels'>): boolean =>
  channelsThere(day, encoding) >= LEAST_CHANNELS * encoding.channels.length
