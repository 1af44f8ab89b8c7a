import { CHANNEL_SETS } from '../../lifelog/channel-sets.ts'
import { CHANNEL_IDS, SAMPLE_SET, type ChannelId } from '../../lifelog/channels.ts'
import type { Day } from '../../lifelog/day.ts'
import type { Picture } from './picture.ts'
import { drawPicture } from './presets.ts'

/** Rows of the sources whose channels are known beforehand: a day that lacks one keeps the others' places. */
const SOURCE_ROWS: Readonly<Record<string, readonly ChannelId[]>> = {
  'etri-2024': CHANNEL_SETS.eighteen,
  // No acceleration was given out.
  'etri-2025': CHANNEL_SETS.eighteen.filter((id) => !id.startsWith('acc_')),
}

/**
 * The rows of a day's picture, top to bottom: the sample recordings' set, in its order, where the day has any
 * of it, so that all their pictures are alike; else the rows of its source; else the day's own channels.
 */
export function rowsOf(day: {
  readonly channels: ReadonlyMap<ChannelId, unknown>
  readonly source: string
}): readonly ChannelId[] {
  const has = (id: ChannelId): boolean => day.channels.has(id)
  return SAMPLE_SET.some((id) => has(id) && !(id === 'heart_rate' || id === 'steps'))
    ? SAMPLE_SET
    : (SOURCE_ROWS[day.source] ?? CHANNEL_IDS.filter(has))
}

/** The `recommended` picture. */
export const drawDay = (day: Day, channels: readonly ChannelId[] = rowsOf(day)): Picture =>
  drawPicture(day, channels, 'recommended')
