import { channelsOfDepth } from './channel-of.ts'
import {
  augmented,
  NOTEBOOK_AUGMENTATION,
  RECOMMENDED_AUGMENTATION,
  type Chance,
  type RowSpan,
} from './composite/augment.ts'
import { layout, SIDE } from './composite/layout.ts'
import type { EncodedDay, Encoding, PictureEncoding } from './encoding.ts'

/** Deviation of the noise, in deviations of the training days. */
const NOISE = 0.3
/** How often a channel is left out. */
const LEFT_OUT = 0.15
/** How often some stretches of the day are, how many at most, and the part of the day that each is. */
const STRETCHES = { chance: 0.5, most: 3, share: 1 / 16 }

/**
 * A changed copy of a training day: noise, blur or sharpening as in the notebooks where it is a picture, noise else; and,
 * save in the notebooks' pictures, stretches and channels that are not known, which is what differs between real days.
 * @param deviation of each number of the last axis, over the training days
 */
export function changed(
  day: EncodedDay,
  encoding: Encoding,
  deviation: readonly number[],
  random: Chance,
): EncodedDay {
  return encoding.input === 'picture'
    ? changedPicture(day, encoding, random)
    : changedSequence(day, channelsOfDepth(encoding), deviation, random)
}

function changedPicture(day: EncodedDay, { style, channels }: PictureEncoding, random: Chance): EncodedDay {
  const how =
    style === 'recommended' || style === 'coloured' ? RECOMMENDED_AUGMENTATION : NOTEBOOK_AUGMENTATION
  const rows = layout(channels.length).map(({ top, bottom }): RowSpan => ({
    top: top / SIDE,
    bottom: bottom / SIDE,
  }))
  return { ...day, values: augmented(day.values as Uint8ClampedArray, day, rows, how, random) }
}

function changedSequence(
  day: EncodedDay,
  channelOf: readonly number[],
  deviation: readonly number[],
  random: Chance,
): EncodedDay {
  const { depth } = day
  const places = day.height * day.width
  const values = new Float32Array(day.values.length)
  const count = 1 + Math.max(...channelOf)
  const out = Array.from({ length: count }, () => random.uniform() < LEFT_OUT)
  const unknown = stretches(places, random)
  for (let place = 0, at = 0; place < places; place++)
    for (let k = 0; k < depth; k++, at++) {
      const hidden = unknown[place] === 1 || out[channelOf[k] as number]
      values[at] = hidden
        ? NaN
        : (day.values[at] as number) + NOISE * (deviation[k] as number) * random.normal()
    }
  return { ...day, values }
}

/** 1 where a place lies in a stretch that is made unknown. */
function stretches(places: number, random: Chance): Uint8Array {
  const unknown = new Uint8Array(places)
  if (random.uniform() >= STRETCHES.chance) return unknown
  const wide = Math.max(1, Math.round(STRETCHES.share * places))
  const count = 1 + Math.floor(STRETCHES.most * random.uniform())
  for (let k = 0; k < count; k++) {
    const from = Math.floor((places - wide + 1) * random.uniform())
    unknown.fill(1, from, from + wide)
  }
  return unknown
}
