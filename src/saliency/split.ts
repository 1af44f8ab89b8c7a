import { stepsAt } from '../inputs/at-rate.ts'
import type { PictureEncoding, Encoding } from '../inputs/encoding.ts'
import { planesIn } from '../inputs/planes.ts'
import { binsOf } from '../inputs/spectrogram/stft.ts'
import type { ChannelSplit } from './channel-maps.ts'
import type { Places } from './channel-time.ts'

type Encoded = Exclude<Encoding, PictureEncoding>

/** Which lifelog channel each number is of that a network is given at a place. */
export function splitOf(encoding: Encoded): ChannelSplit {
  const { channels } = encoding
  if (encoding.input === 'spectrogram') {
    const ofInput = channels.flatMap((_, channel) => new Array<number>(binsOf(encoding)).fill(channel))
    return { count: channels.length, ofInput, branched: true }
  }
  const values =
    encoding.input === 'planes'
      ? planesIn(encoding).map(({ channel }) => channels.indexOf(channel))
      : channels.map((_, channel) => channel)
  // Behind the values stands what is known of them, in the same order.
  return { count: channels.length, ofInput: [...values, ...values], branched: false }
}

/** Where an encoding's places lie on the clock. */
export const placesOf = (encoding: Encoded): Places =>
  encoding.input === 'spectrogram'
    ? { kind: 'moments', hop: encoding.hop / stepsAt(encoding.rate) }
    : { kind: 'parts' }
