import { CHANNEL_SETS } from '../../lifelog/channel-sets.ts'
import { CHANNEL_IDS, SAMPLE_SET, type ChannelId } from '../../lifelog/channels.ts'
import type { Day } from '../../lifelog/day.ts'
import { onlyKnown } from '../../synchronise/known.ts'
import { drawLines } from './draw.ts'
import { layout, SIDE } from './layout.ts'
import type { Picture, PictureRow } from './picture.ts'
import { recommendedRange } from './range.ts'

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
export function rowsOf(day: Pick<Day, 'channels' | 'source'>): readonly ChannelId[] {
  const has = (id: ChannelId): boolean => day.channels.has(id)
  return SAMPLE_SET.some((id) => has(id) && !(id === 'heart_rate' || id === 'steps'))
    ? SAMPLE_SET
    : (SOURCE_ROWS[day.source] ?? CHANNEL_IDS.filter(has))
}

/**
 * The `recommended` picture: value ranges from what was known before filling, unknown stretches hatched. A
 * channel the day lacks keeps its row, hatched throughout.
 */
export function drawDay(day: Day, channels: readonly ChannelId[] = rowsOf(day)): Picture {
  const boxes = layout(channels.length)
  const lines = channels.map((channel, i) => {
    const values = day.channels.get(channel) ?? new Float32Array(2).fill(NaN)
    const mask = day.known.get(channel)
    const known = mask ? onlyKnown(values, mask) : values
    return { values, range: recommendedRange(channel, known), box: boxes[i]! }
  })
  const rows = channels.map((channel, i): PictureRow => ({
    channel,
    ...boxes[i]!,
    low: lines[i]!.range[0],
    high: lines[i]!.range[1],
  }))
  return { width: SIDE, height: SIDE, pixels: drawLines(lines, true), rows }
}
