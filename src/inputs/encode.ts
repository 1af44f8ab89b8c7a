import type { Day } from '../lifelog/day.ts'
import { dayAt } from './at-rate.ts'
import { areaAverage } from './composite/area.ts'
import { drawDay } from './composite/recommended.ts'
import type { EncodedDay, Encoding, PictureEncoding } from './encoding.ts'
import { planesOf } from './planes.ts'
import { rawOf } from './raw.ts'

/**
 * A day as a network sees it.
 * @throws TooCoarse where the day was synchronised by the minute and seconds are wanted
 */
export function encode(day: Day, encoding: Encoding): EncodedDay {
  switch (encoding.input) {
    case 'picture':
      return pictureOf(dayAt(day, encoding.channels, encoding.rate), encoding)
    case 'planes':
      return planesOf(day, encoding)
    case 'raw':
      return rawOf(day, encoding)
    case 'spectrogram':
      throw new Error('not yet')
  }
}

function pictureOf(day: Day, { channels, side }: PictureEncoding): EncodedDay {
  const { pixels, width, height } = drawDay(day, channels)
  return { height: side, width: side, depth: 1, values: areaAverage(pixels, width, height, side) }
}
