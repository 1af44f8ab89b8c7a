import type { Encoding, PictureEncoding } from './encoding.ts'
import { planesIn } from './planes.ts'
import { binsOf } from './spectrogram/stft.ts'

/** Which of the encoding's channels each number of its last axis is of; a picture's channels are rows instead. */
export function channelsOfDepth(encoding: Exclude<Encoding, PictureEncoding>): readonly number[] {
  const { channels } = encoding
  switch (encoding.input) {
    case 'planes':
      return planesIn(encoding).map(({ channel }) => channels.indexOf(channel))
    case 'raw':
      return channels.map((_, channel) => channel)
    case 'spectrogram':
      return channels.flatMap((_, channel) => new Array<number>(binsOf(encoding)).fill(channel))
  }
}
