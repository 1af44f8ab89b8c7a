import { stepsAt } from '../inputs/at-rate.ts'
import { channelsOfDepth } from '../inputs/channel-of.ts'
import type { Encoding, PictureEncoding } from '../inputs/encoding.ts'
import type { ChannelSplit } from './term-maps.ts'
import type { Places } from './channel-time.ts'

type Encoded = Exclude<Encoding, PictureEncoding>

/** Which lifelog channel each number is of that a network is given at a place. */
export function splitOf(encoding: Encoded): ChannelSplit {
  const count = encoding.channels.length
  const values = channelsOfDepth(encoding)
  if (encoding.input === 'spectrogram') return { count, ofInput: values, branched: true }
  // Behind the values stands what is known of them, in the same order.
  return { count, ofInput: [...values, ...values], branched: false }
}

/** Where an encoding's places lie on the clock. */
export const placesOf = (encoding: Encoded): Places =>
  encoding.input === 'spectrogram'
    ? { kind: 'moments', hop: encoding.hop / stepsAt(encoding.rate) }
    : { kind: 'parts' }
