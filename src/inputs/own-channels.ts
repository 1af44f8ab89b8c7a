import { CHANNEL_IDS, type ChannelId } from '../lifelog/channels.ts'
import type { DaySummary } from '../lifelog/day.ts'
import { rowsOf } from './composite/recommended.ts'

/** The channels that several days are shown with: the rows of their pictures where these agree, else all of any. */
export function ownChannels(days: readonly Pick<DaySummary, 'coverage' | 'source'>[]): readonly ChannelId[] {
  const rows = days.map(({ coverage, source }) => rowsOf({ channels: coverage, source }))
  const [first = []] = rows
  if (rows.every((other) => sameChannels(other, first))) return first
  const any = new Set(rows.flat())
  return CHANNEL_IDS.filter((id) => any.has(id))
}

export const sameChannels = (a: readonly ChannelId[], b: readonly ChannelId[]): boolean =>
  a.length === b.length && a.every((channel, i) => channel === b[i])
