import { stepsAt } from '../inputs/at-rate.ts'
import { channelsOfDepth } from '../inputs/channel-of.ts'
import { layout, SIDE, type Box } from '../inputs/composite/layout.ts'
import type { EncodedDay, Encoding, PictureEncoding } from '../inputs/encoding.ts'
import { MINUTES_A_DAY } from '../synchronise/minutes.ts'

/** Which lifelog channel and which minute each number of an encoded day tells of. */
export interface Where {
  /** Index into the encoding's channels. */
  readonly channel: Uint16Array
  /** From the day's start, below 1,440. */
  readonly minute: Uint16Array
}

/**
 * For every number of the encoded day. In a picture what lies beside a row is of the row nearest to it; a frame of a
 * spectrogram is of the minute in its middle, though its window reaches farther.
 */
export function whereOf(
  encoding: Encoding,
  { height, width, depth }: Pick<EncodedDay, 'height' | 'width' | 'depth'>,
): Where {
  const size = height * width * depth
  const channel = new Uint16Array(size)
  const minute = new Uint16Array(size)
  if (encoding.input === 'picture') return ofPicture(encoding, width, depth, { channel, minute })
  const channels = channelsOfDepth(encoding)
  const perPosition =
    encoding.input === 'spectrogram'
      ? (encoding.hop / stepsAt(encoding.rate)) * MINUTES_A_DAY
      : MINUTES_A_DAY / (height * width)
  for (let i = 0; i < size; i++) {
    channel[i] = channels[i % depth] as number
    minute[i] = Math.min(MINUTES_A_DAY - 1, Math.floor(Math.floor(i / depth) * perPosition))
  }
  return { channel, minute }
}

function ofPicture({ channels }: PictureEncoding, side: number, depth: number, where: Where): Where {
  const pixel = SIDE / side
  const boxes = layout(channels.length)
  const [{ left, right }] = boxes as [Box, ...Box[]]
  const columns = Array.from({ length: side }, (_, x) => {
    const at = (((x + 0.5) * pixel - left) / (right - left)) * MINUTES_A_DAY
    return Math.min(MINUTES_A_DAY - 1, Math.max(0, Math.floor(at)))
  })
  for (let y = 0; y < side; y++) {
    const row = nearestBox(boxes, (y + 0.5) * pixel)
    for (let x = 0; x < side; x++) {
      const at = (y * side + x) * depth
      where.channel.fill(row, at, at + depth)
      where.minute.fill(columns[x] as number, at, at + depth)
    }
  }
  return where
}

/** The box that a height lies in, or is nearest to. */
export function nearestBox(boxes: readonly Pick<Box, 'top' | 'bottom'>[], y: number): number {
  let [found, least] = [0, Infinity]
  for (const [i, { top, bottom }] of boxes.entries()) {
    const away = Math.max(top - y, y - bottom, 0)
    if (away < least) [found, least] = [i, away]
  }
  return found
}
