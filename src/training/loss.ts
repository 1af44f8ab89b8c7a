import * as tf from '@tensorflow/tfjs-core'
import { onWebGpu } from '../network/webgpu/queue.ts'
import { lossOnWebGpu } from './loss-webgpu.ts'

export interface Loss {
  readonly loss: tf.Scalar
  /** d loss / d logits, [batch, labels]. */
  readonly gradient: tf.Tensor
}

/**
 * Binary cross-entropy with logits, mean over all known labels of the batch, and its gradient.
 * @param logits [batch, labels]
 * @param labels [batch, labels], 0 or 1; what stands where `known` is 0 does not matter
 * @param known [batch, labels], 1 where the label is known, else 0
 */
export function binaryCrossEntropy(logits: tf.Tensor, labels: tf.Tensor, known: tf.Tensor): Loss {
  if (onWebGpu()) return lossOnWebGpu(logits, labels, known)
  const [loss, gradient] = tf.tidy(() => {
    const count = tf.maximum(tf.sum(known), 1)
    // max(z, 0) − z y + ln(1 + e^−|z|): the form that neither overflows nor loses small values.
    const softplus = tf.log1p(tf.exp(tf.neg(tf.abs(logits))))
    const each = tf.add(tf.sub(tf.relu(logits), tf.mul(logits, labels)), softplus)
    const mean = tf.div(tf.sum(tf.mul(each, known)), count)
    const slope = tf.div(tf.mul(tf.sub(tf.sigmoid(logits), labels), known), count)
    return [mean, slope]
  }) as [tf.Scalar, tf.Tensor]
  return { loss, gradient }
}
