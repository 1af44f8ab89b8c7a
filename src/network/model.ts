import * as tf from '@tensorflow/tfjs-core'
import type { EncodedDay, Encoding } from '../inputs/encoding.ts'
import { COLOURS } from '../inputs/input-size.ts'
import type { Parameters } from './parameters.ts'
import type { Operation } from './pass.ts'

/**
 * The network sees (value − mean) / deviation, one pair for each number of the encoding's last axis; both are
 * taken over the training days alone.
 */
export interface Normalisation {
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
}

/** A network with its weights, and how a day is shown to it. */
export interface Model {
  readonly network: Operation
  readonly parameters: Parameters
  readonly encoding: Pick<Encoding, 'input'>
  readonly normalisation: Normalisation
}

/**
 * Days as the network takes them, normalised: [batch, height, width, channels]. A grey picture is given three times;
 * what is unknown becomes the mean, and planes and sequences have a 1 or a 0 for known or not, channel by channel,
 * behind the values. The caller disposes it.
 * @throws RangeError where the days differ in shape
 */
export function inputsOf(
  days: readonly EncodedDay[],
  { encoding, normalisation }: Pick<Model, 'encoding' | 'normalisation'>,
): tf.Tensor4D {
  const [first] = days
  if (!first) throw new RangeError('No day to show')
  const { height, width, depth } = first
  if (days.some((day) => day.height !== height || day.width !== width || day.depth !== depth))
    throw new RangeError('Days of one batch must have one shape')
  const grey = encoding.input === 'picture' && depth === 1
  const masked = encoding.input === 'planes' || encoding.input === 'raw'
  const channels = grey ? COLOURS : masked ? 2 * depth : depth
  const result = new Float32Array(days.length * height * width * channels)
  const { mean, deviation } = normalisation
  let at = 0
  for (const { values } of days)
    for (let i = 0; i < values.length; i += depth, at += channels)
      for (let k = 0; k < depth; k++) {
        const value = values[i + k] as number
        const known = value === value
        const scaled = known ? (value - (mean[k] as number)) / (deviation[k] as number) : 0
        result[at + k] = scaled
        if (grey) result[at + 1] = result[at + 2] = scaled
        if (masked) result[at + depth + k] = known ? 1 : 0
      }
  return tf.tensor4d(result, [days.length, height, width, channels])
}
