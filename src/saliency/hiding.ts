import { encode } from '../inputs/encode.ts'
import type { EncodedDay, Encoding } from '../inputs/encoding.ts'
import type { Day } from '../lifelog/day.ts'
import { whereOf, type Where } from './where.ts'

/** Whether a channel (an index into the encoding's) is hidden in a minute. */
export type Hidden = (channel: number, minute: number) => boolean

/**
 * One encoded day of which parts can be taken away, so that a network is shown them as it is shown what nobody knows:
 * hatched in a picture, marked as unknown in sequences and planes, the mean in a spectrogram. What the parts did to the
 * rest of the encoding (a median, a row's range) stays.
 */
export class Hiding {
  readonly encoded: EncodedDay
  readonly channels: number
  readonly #where: Where
  readonly #blank: EncodedDay['values']

  constructor(encoded: EncodedDay, encoding: Encoding) {
    this.encoded = encoded
    this.channels = encoding.channels.length
    this.#where = whereOf(encoding, encoded)
    this.#blank = encode(NOTHING_KNOWN(encoding), encoding).values
  }

  /** The day without what is hidden. */
  without(hidden: Hidden): EncodedDay {
    const values = this.encoded.values.slice()
    const { channel, minute } = this.#where
    for (let i = 0; i < values.length; i++)
      if (hidden(channel[i] as number, minute[i] as number)) values[i] = this.#blank[i] as number
    return { ...this.encoded, values }
  }

  /**
   * Whether there is anything to hide, for each channel and part of the day: [channels × parts].
   * @param parts equal ones
   */
  known(parts: number, minutes: number): boolean[] {
    const known = new Array<boolean>(this.channels * parts).fill(false)
    const { channel, minute } = this.#where
    const { values } = this.encoded
    for (let i = 0; i < values.length; i++)
      if (!Object.is(values[i], this.#blank[i]))
        known[(channel[i] as number) * parts + Math.floor(((minute[i] as number) * parts) / minutes)] = true
    return known
  }
}

/** A day without a single sample. */
const NOTHING_KNOWN = ({ rate }: Encoding): Day => ({
  id: '',
  participant: '',
  date: '1970-01-01',
  dateKnown: false,
  start: 'midnight',
  zone: 'UTC',
  rate,
  channels: new Map(),
  known: new Map(),
  coverage: new Map(),
  measures: {},
  source: '',
})
