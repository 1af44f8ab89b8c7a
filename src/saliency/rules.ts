import * as tf from '@tensorflow/tfjs-core'
import { overChannels, rescaled, resizedTo } from './maps.ts'

/** Whose post-processing makes a map of a layer's terms. */
export const MAP_RULES = ['fullgrad-saliency', 'pytorch-grad-cam'] as const
export type MapRule = (typeof MAP_RULES)[number]

/** What pytorch-grad-cam adds to the range before dividing by it. */
const EPSILON = 1e-7

/**
 * pytorch-grad-cam's scaling: the absolute value, then every channel from 0 to 1 by itself.
 * [batch, height, width, channels] in and out.
 */
const rescaledByChannel = (term: tf.Tensor): tf.Tensor =>
  tf.tidy(() => {
    const size = tf.abs(term)
    const above = tf.sub(size, tf.min(size, [1, 2], true))
    return tf.div(above, tf.add(tf.max(above, [1, 2], true), EPSILON))
  })

/** Bilinear with half-pixel centres, as OpenCV's INTER_LINEAR. */
const resizedAtCentres = (maps: tf.Tensor4D, height: number, width: number): tf.Tensor4D =>
  tf.image.resizeBilinear(maps, [height, width], false, true)

/**
 * The map of one layer's terms, summed over channels and as large as the input: [batch, height, width, 1].
 *
 * - `fullgrad-saliency` (Srinivas & Fleuret's own code): a layer is scaled as a whole, corners are aligned.
 * - `pytorch-grad-cam`: each channel is scaled by itself, so that a faint one counts as much as a strong one, and
 *   centres are aligned. It counts the gates' layers too, but a channel of one place has no range, and adds nothing.
 * @param term gradient × bias, or gradient × input, [batch, h, w, channels]
 */
export const layerMap = (term: tf.Tensor4D, rule: MapRule, height: number, width: number): tf.Tensor4D =>
  tf.tidy(() =>
    rule === 'fullgrad-saliency'
      ? resizedTo(overChannels(rescaled(term)), height, width)
      : resizedAtCentres(overChannels(rescaledByChannel(term) as tf.Tensor4D), height, width),
  )
