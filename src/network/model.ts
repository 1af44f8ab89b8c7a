import * as tf from '@tensorflow/tfjs-core'
import type { Parameters } from './parameters.ts'
import type { Operation } from './pass.ts'

/** The network sees (grey − mean) / deviation; both are taken over the training pictures alone. */
export interface Normalisation {
  readonly mean: number
  readonly deviation: number
}

/** timm's networks look at red, green and blue; a grey picture gives them the same three times. */
export const INPUT_CHANNELS = 3

/** A network with its weights, and what it wants of a picture. */
export interface Model {
  readonly network: Operation
  readonly parameters: Parameters
  /** Side of its pictures in pixels. */
  readonly side: number
  readonly normalisation: Normalisation
}

/** Normalised pictures, [batch, side, side, 3]. The caller disposes it. */
export function picturesOf(
  examples: readonly { readonly pixels: Uint8ClampedArray }[],
  side: number,
  { mean, deviation }: Normalisation,
): tf.Tensor4D {
  const values = new Float32Array(examples.length * side * side * INPUT_CHANNELS)
  let at = 0
  for (const { pixels } of examples)
    for (const grey of pixels) {
      const value = (grey - mean) / deviation
      for (let channel = 0; channel < INPUT_CHANNELS; channel++) values[at++] = value
    }
  return tf.tensor4d(values, [examples.length, side, side, INPUT_CHANNELS])
}
