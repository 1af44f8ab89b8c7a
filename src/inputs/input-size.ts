import { stepsAt } from './at-rate.ts'
import type { Encoding } from './encoding.ts'
import { planesIn } from './planes.ts'
import { binsOf, framesOf } from './spectrogram/stft.ts'

/** timm's networks look at red, green and blue; a grey picture gives them the same three times. */
export const COLOURS = 3

/** What a network takes of one day. */
export interface InputSize {
  readonly height: number
  readonly width: number
  readonly channels: number
}

/** The size of an encoding's days as the network takes them: values, and behind them what is known of them. */
export function inputSizeOf(encoding: Encoding): InputSize {
  switch (encoding.input) {
    case 'picture':
      return { height: encoding.side, width: encoding.side, channels: COLOURS }
    case 'planes':
      return { height: 24, width: 60, channels: 2 * planesIn(encoding).length }
    case 'raw':
      return { height: 1, width: stepsAt(encoding.rate), channels: 2 * encoding.channels.length }
    case 'spectrogram': {
      const { channels, rate } = encoding
      return {
        height: 1,
        width: framesOf(stepsAt(rate), encoding),
        channels: channels.length * binsOf(encoding),
      }
    }
  }
}
