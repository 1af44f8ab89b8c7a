import type { ChannelId } from '../../lifelog/channels.ts'
import type { Day } from '../../lifelog/day.ts'
import { onlyKnown } from '../../synchronise/known.ts'
import { areaAverage } from './area.ts'
import { bilinear } from './bilinear.ts'
import { drawLines, type Line } from './draw.ts'
import { layout, SIDE } from './layout.ts'
import type { Picture, PictureRow } from './picture.ts'
import { autoscale, quantileRange, recommendedRange, type Range } from './range.ts'

/** Whose picture: the authors' notebooks', the paper's, or ours. */
export const PICTURE_PRESETS = ['recommended', 'paper', 'notebook'] as const
export type PicturePreset = (typeof PICTURE_PRESETS)[number]

/** A line and the channel whose values it shows. */
export interface ChannelLine extends Line {
  readonly channel: ChannelId
}

/** What a row of this preset shows of its channel. */
interface Shown {
  readonly channel: ChannelId
  readonly values: Float32Array
  readonly range: Range
}

/**
 * The picture of a day, 1000 × 1000, white on black, by the second or the minute, from midnight or noon.
 *
 * - `notebook` (reference 3.1, 3.2, 4.3): five rows are scaled from lowest to highest and 5 % more, activity as
 *   moving, still or unknown; any other number of rows by the day's 0.0001 and 0.9999 quantiles, activity as its
 *   codes between 0 and 2, so that most of them lie above the row, and the pedometer's speed in the place of GPS'.
 * - `paper` (7.1): Table I's channels as they are named, activity as moving, still or unknown, quantiles throughout.
 * - `recommended`: quantiles of what was known before filling, with a margin, and a hatch where nothing is known.
 *
 * A channel that the day lacks keeps its row: black, or hatched in `recommended`.
 * @param channels rows from top to bottom
 */
export function drawPicture(day: Day, channels: readonly ChannelId[], preset: PicturePreset): Picture {
  const lines = linesOf(day, channels, preset)
  return {
    width: SIDE,
    height: SIDE,
    pixels: drawLines(lines, preset === 'recommended'),
    rows: lines.map(({ channel, box, range: [low, high] }): PictureRow => ({ channel, ...box, low, high })),
  }
}

/**
 * The picture as a network takes it: the notebooks' bilinear samples for their presets, the mean over each pixel's
 * area for ours.
 * @returns grey levels 0 to 255, shape [side, side]
 */
export function networkPixels(
  { pixels, width, height }: Pick<Picture, 'pixels' | 'width' | 'height'>,
  side: number,
  preset: PicturePreset,
): Uint8ClampedArray {
  return preset === 'recommended'
    ? areaAverage(pixels, width, height, side)
    : bilinear(pixels, width, height, side)
}

/** The rows of `drawPicture` before they are drawn, in pixels of the 1000 × 1000 picture. */
export function linesOf(
  day: Pick<Day, 'channels' | 'known'>,
  channels: readonly ChannelId[],
  preset: PicturePreset,
): ChannelLine[] {
  const boxes = layout(channels.length)
  const show = SHOWN[preset]
  return channels.map((channel, i): ChannelLine => ({ ...show(day, channel, channels), box: boxes[i]! }))
}

type Show = (day: Pick<Day, 'channels' | 'known'>, channel: ChannelId, all: readonly ChannelId[]) => Shown

const SHOWN: Readonly<Record<PicturePreset, Show>> = {
  notebook: (day, channel, all) => {
    if (all.length === FEW) {
      const values = channel === 'activity' ? threeActivities(valuesOf(day, channel)) : valuesOf(day, channel)
      return { channel, values, range: autoscale(values) }
    }
    const drawn = channel === 'gps_speed' && !all.includes('pedometer_speed') ? 'pedometer_speed' : channel
    const values = valuesOf(day, drawn)
    // The notebooks fill by nearest samples before they take quantiles.
    return { channel: drawn, values, range: channel === 'activity' ? [0, 2] : quantileRange(values) }
  },
  paper: (day, channel) => {
    const as = channel === 'activity' ? threeActivities : (values: Float32Array) => values
    return { channel, values: as(valuesOf(day, channel)), range: quantileRange(as(knownOf(day, channel))) }
  },
  recommended: (day, channel) => ({
    channel,
    values: valuesOf(day, channel),
    range: recommendedRange(channel, knownOf(day, channel)),
  }),
}

/** The notebook of five channels has rules of its own. */
const FEW = 5

/** Moving in any way is 0, still 1, unknown 2 (reference 3.2); other codes are no value. */
const ACTIVITIES: readonly number[] = [0, 0, 0, 1, 2, 0, NaN, 0, 0]

const threeActivities = (codes: Float32Array): Float32Array => codes.map((code) => ACTIVITIES[code] ?? NaN)

const valuesOf = ({ channels }: Pick<Day, 'channels'>, channel: ChannelId): Float32Array =>
  channels.get(channel) ?? new Float32Array(2).fill(NaN)

/** What was known before gaps were filled. */
function knownOf(day: Pick<Day, 'channels' | 'known'>, channel: ChannelId): Float32Array {
  const mask = day.known.get(channel)
  return mask ? onlyKnown(valuesOf(day, channel), mask) : valuesOf(day, channel)
}
