import * as tf from '@tensorflow/tfjs-core'
import type { ReadKind } from './kind-names.ts'
import { rescaled, resizedTo } from './maps.ts'
import { spreadTo } from './signed.ts'

/** How the terms of a layer are read. */
export interface Reading {
  /** A term at its own size, [batch, h, w, channels] in and out; may be the very tensor that came in. */
  readonly scaled: (term: tf.Tensor4D) => tf.Tensor4D
  /** As large as the input: [batch, h, w, n] to [batch, height, width, n]. */
  readonly enlarged: (maps: tf.Tensor4D, height: number, width: number) => tf.Tensor4D
}

/** What pytorch-grad-cam adds to the range before dividing by it. */
const EPSILON = 1e-7

/** The absolute value, then every channel from 0 to 1 by itself. */
const rescaledByChannel = (term: tf.Tensor4D): tf.Tensor4D =>
  tf.tidy(() => {
    const size = tf.abs(term)
    const above = tf.sub(size, tf.min(size, [1, 2], true))
    return tf.div(above, tf.add(tf.max(above, [1, 2], true), EPSILON))
  })

/**
 * - `fullgrad-saliency` (Srinivas & Fleuret's own code): a layer is scaled as a whole, corners are aligned.
 * - `pytorch-grad-cam`: each channel is scaled by itself, so that a faint one counts as much as a strong one, and
 *   centres are aligned, as OpenCV's INTER_LINEAR does. It counts the gates' layers too, but a channel of one place has
 *   no range, and adds nothing.
 * - `signed`: terms as they are, spread without loss, so that all places and the terms without a place are the logit.
 */
export const READINGS: Readonly<Record<ReadKind, Reading>> = {
  'fullgrad-saliency': { scaled: rescaled, enlarged: resizedTo },
  'pytorch-grad-cam': {
    scaled: rescaledByChannel,
    enlarged: (maps, height, width) => tf.image.resizeBilinear(maps, [height, width], false, true),
  },
  signed: { scaled: (term) => term, enlarged: spreadTo },
}
