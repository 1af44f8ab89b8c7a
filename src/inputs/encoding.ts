import { CHANNEL_SETS, type ChannelSet } from '../lifelog/channel-sets.ts'
import type { ChannelId } from '../lifelog/channels.ts'
import type { Rate } from '../lifelog/day.ts'
import { spectrogramDefaults } from './spectrogram/windows.ts'

/** What a network may be shown of a day. The paper compares the first, the third and the fourth (Table II). */
export const INPUTS = ['picture', 'planes', 'raw', 'spectrogram'] as const
export type InputKind = (typeof INPUTS)[number]

/** How a picture is drawn and scaled; `coloured` is the recommended picture with three planes. */
export const PICTURE_STYLES = ['recommended', 'coloured', 'paper', 'notebook'] as const
export type PictureStyle = (typeof PICTURE_STYLES)[number]

interface Shared {
  /** Rows of a picture from top to bottom; planes, sequences or branches in this order. */
  readonly channels: readonly ChannelId[]
  readonly rate: Rate
}

export interface PictureEncoding extends Shared {
  readonly input: 'picture'
  readonly style: PictureStyle
  /** Of the square picture, in pixels. */
  readonly side: number
}

/** Each channel folded into a plane of hours by minutes, with a plane of what is known beside it. */
export interface PlanesEncoding extends Shared {
  readonly input: 'planes'
}

/** Each channel as it is, with what is known beside it. */
export interface RawEncoding extends Shared {
  readonly input: 'raw'
}

export interface SpectrogramEncoding extends Shared {
  readonly input: 'spectrogram'
  /** Steps of the rate. */
  readonly window: number
  readonly hop: number
}

/**
 * How a day becomes numbers. Data alone: it stands in a model's card, so that every later day is shown to the
 * network as those were that it learnt from.
 */
export type Encoding = PictureEncoding | PlanesEncoding | RawEncoding | SpectrogramEncoding

/** One day as numbers, [height, width, depth]; NaN where nothing is known. */
export interface EncodedDay {
  readonly height: number
  readonly width: number
  readonly depth: number
  readonly values: Uint8ClampedArray | Float32Array
}

/** What a person chooses of an encoding. */
export interface InputChoice {
  readonly input: InputKind
  /** Pictures only. */
  readonly style: PictureStyle
  /** Pictures only, in pixels. */
  readonly side: number
  /** One of the paper's, or what the days have. */
  readonly channels: ChannelSet | 'own'
  readonly rate: Rate
}

/** What another device measures of the same: taken where the days have it, and not what a set of the paper names. */
const STAND_INS: Readonly<Partial<Record<ChannelId, ChannelId>>> = {
  acc_x: 'counts_x',
  acc_y: 'counts_y',
  acc_z: 'counts_z',
  activity: 'posture',
}

function setOf(set: ChannelSet, own: readonly ChannelId[]): ChannelId[] {
  return CHANNEL_SETS[set].map((channel) => {
    const other = STAND_INS[channel]
    return other && !own.includes(channel) && own.includes(other) ? other : channel
  })
}

/** @param own channels of the days at hand, in the order of their picture's rows */
export function encodingOf(
  { input, style, side, channels: set, rate }: InputChoice,
  own: readonly ChannelId[],
): Encoding {
  const channels = set === 'own' ? own : setOf(set, own)
  if (input === 'picture') return { input, style, side, channels, rate }
  return input === 'spectrogram'
    ? { input, channels, rate, ...spectrogramDefaults(rate) }
    : { input, channels, rate }
}
