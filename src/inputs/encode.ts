import type { Day } from '../lifelog/day.ts'
import { channelAt, dayAt, TooCoarse } from './at-rate.ts'
import { colouredPixels } from './composite/coloured.ts'
import { drawPicture, networkPixels } from './composite/presets.ts'
import type { EncodedDay, Encoding, PictureEncoding, SpectrogramEncoding } from './encoding.ts'
import { planesOf } from './planes.ts'
import { rawOf } from './raw.ts'
import { spectrogramOf } from './spectrogram/encode.ts'

/**
 * A day as a network sees it.
 * @throws TooCoarse where the day was synchronised by the minute and seconds are wanted
 */
export function encode(day: Day, encoding: Encoding): EncodedDay {
  switch (encoding.input) {
    case 'picture':
      return pictureOf(day, encoding)
    case 'planes':
      return planesOf(day, encoding)
    case 'raw':
      return rawOf(day, encoding)
    case 'spectrogram':
      return spectrogramsOf(day, encoding)
  }
}

/** [side, side, 1], or 3 in colour. */
function pictureOf(day: Day, { channels, rate, style, side }: PictureEncoding): EncodedDay {
  if (rate === 1 && day.rate !== 1) throw new TooCoarse(`${day.id} is kept by the minute`)
  // The notebooks' eleven rows take the pedometer's speed for GPS', which the set does not name.
  const drawn = dayAt(day, style === 'notebook' ? [...channels, 'pedometer_speed'] : channels, rate)
  const square = { height: side, width: side }
  if (style === 'coloured') return { ...square, depth: 3, values: colouredPixels(drawn, channels, side) }
  const values = networkPixels(drawPicture(drawn, channels, style), side, style)
  return { ...square, depth: 1, values }
}

/** [1, frames, channels × bins] */
function spectrogramsOf(day: Day, { channels, rate, window, hop }: SpectrogramEncoding): EncodedDay {
  const sequences = channels.map((channel) => channelAt(day, channel, rate))
  const { frames, bins, values } = spectrogramOf(sequences, rate, { window, hop })
  return { height: 1, width: frames, depth: channels.length * bins, values }
}
