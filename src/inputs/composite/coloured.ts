import type { ChannelId } from '../../lifelog/channels.ts'
import type { Day } from '../../lifelog/day.ts'
import { areaAverage } from './area.ts'
import { drawLines } from './draw.ts'
import { SIDE, type Box } from './layout.ts'
import { linesOf, type ChannelLine } from './presets.ts'

/** Red, green, blue. */
const DEPTH = 3
const FULL = 255

/** Blue of a stretch that is known and quite still; unknown ones have none. */
const KNOWN = 64

/**
 * The `recommended` picture in three colours, for a network that sees red, green and blue apart (the paper speaks of
 * three components, and gives them the same grey). Our own design:
 *
 * - red: the line;
 * - green: the mean value within the pixel, bright over the row's whole height, 0 at its bottom edge's value;
 * - blue: whether anything is known there, the brighter the more it moves within the pixel.
 *
 * A thin line says where a value lies by where one bright pixel is; the strip says it in every pixel of the row.
 * @param channels rows from top to bottom
 * @returns levels 0 to 255, shape [side, side, 3]
 */
export function colouredPixels(
  day: Pick<Day, 'channels' | 'known'>,
  channels: readonly ChannelId[],
  side: number,
): Uint8ClampedArray {
  const lines = linesOf(day, channels, 'recommended')
  const red = areaAverage(drawLines(lines, false), SIDE, SIDE, side)
  const pixels = new Uint8ClampedArray(side * side * DEPTH)
  for (let i = 0; i < red.length; i++) pixels[i * DEPTH] = red[i] as number
  for (const line of lines) addStrip(pixels, line, side)
  return pixels
}

/** Green and blue of one row. */
function addStrip(pixels: Uint8ClampedArray, line: ChannelLine, side: number): void {
  const { box } = line
  const scale = SIDE / side
  const shares = sharesOf(box, side)
  const first = Math.floor(box.left / scale)
  const last = Math.min(side, Math.ceil(box.right / scale))
  for (let x = first; x < last; x++) {
    const found = within(line, (x * scale - box.left) / width(box), ((x + 1) * scale - box.left) / width(box))
    if (!found) continue
    const green = FULL * found.level
    const blue = KNOWN + (FULL - KNOWN) * found.movement
    for (const { y, share } of shares) {
      const at = (y * side + x) * DEPTH
      pixels[at + 1] = (pixels[at + 1] as number) + green * share
      pixels[at + 2] = (pixels[at + 2] as number) + blue * share
    }
  }
}

const width = ({ left, right }: Box): number => right - left

/** How much of each pixel of a column lies in the row. */
function sharesOf({ top, bottom }: Box, side: number): { y: number; share: number }[] {
  const scale = SIDE / side
  const shares = []
  for (let y = Math.floor(top / scale); y < Math.min(side, Math.ceil(bottom / scale)); y++)
    shares.push({ y, share: (Math.min(bottom, (y + 1) * scale) - Math.max(top, y * scale)) / scale })
  return shares
}

/**
 * Mean and deviation of the known values within a stretch of the day, both as shares of the row's range, 0 to 1;
 * the deviation's root, since most movement is small beside the range.
 * @param from share of the day, as is `to`
 */
function within(
  { values, range: [low, high] }: ChannelLine,
  from: number,
  to: number,
): { level: number; movement: number } | null {
  const start = Math.max(0, Math.floor(from * values.length))
  const end = Math.min(values.length, Math.max(start + 1, Math.ceil(to * values.length)))
  let count = 0
  let sum = 0
  let squares = 0
  for (let i = start; i < end; i++) {
    const value = ((values[i] as number) - low) / (high - low)
    if (value !== value) continue
    count++
    sum += value
    squares += value * value
  }
  if (count === 0) return null
  const mean = sum / count
  const deviation = Math.sqrt(Math.max(0, squares / count - mean * mean))
  return { level: Math.min(1, Math.max(0, mean)), movement: Math.min(1, Math.sqrt(deviation)) }
}
