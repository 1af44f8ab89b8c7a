import * as tf from '@tensorflow/tfjs-core'

/** What fullgrad-saliency adds to the range before dividing by it. */
const EPSILON = 1e-6

/** The gradient that asks for one label: 1 at its logit, 0 elsewhere. [batch, outputs] */
export const labelMask = (batch: number, outputs: number, label: number): tf.Tensor =>
  tf.tidy(() => {
    const row = tf.tensor2d([Array.from({ length: outputs }, (_, i) => (i === label ? 1 : 0))])
    return tf.tile(row, [batch, 1])
  })

/**
 * fullgrad-saliency's post-processing: the absolute value, then each example's values from 0 to 1 over all
 * positions and channels. [batch, height, width, channels] in and out.
 */
export const rescaled = (term: tf.Tensor): tf.Tensor4D =>
  tf.tidy(() => {
    const [batch = 0] = term.shape
    const flat = tf.reshape(tf.abs(term), [batch, term.size / batch])
    const above = tf.sub(flat, tf.min(flat, 1, true))
    const scaled = tf.div(above, tf.add(tf.max(above, 1, true), EPSILON))
    return tf.reshape(scaled, term.shape as [number, number, number, number])
  })

/** Summed over channels: [batch, height, width, channels] to [batch, height, width, 1]. */
export const overChannels = (maps: tf.Tensor4D): tf.Tensor4D => tf.sum(maps, 3, true)

/** Bilinear with corners aligned, [batch, h, w, channels] to [batch, height, width, channels]. */
export const resizedTo = (maps: tf.Tensor4D, height: number, width: number): tf.Tensor4D =>
  tf.image.resizeBilinear(maps, [height, width], true)

/** A map from 0 to 1, for drawing; a map without any range becomes all zero. */
export function zeroToOne(map: Float32Array): Float32Array {
  let low = Infinity
  let high = -Infinity
  for (const value of map) {
    if (value < low) low = value
    if (value > high) high = value
  }
  const range = high - low
  return map.map((value) => (range > 0 ? (value - low) / range : 0))
}
