import * as tf from '@tensorflow/tfjs-core'
import { BATCH_NORM_EPSILON, type BatchNormKernels } from './batch-norm-kernels.ts'
import { columnSums } from './matrix-product.ts'

/** The two rows of a [2, channels] tensor. */
const rowsOf = (pair: tf.Tensor2D): [tf.Tensor1D, tf.Tensor1D] =>
  tf.unstack(pair) as [tf.Tensor1D, tf.Tensor1D]

/** Batch normalisation out of operations that every backend has. */
export const composedBatchNorm: BatchNormKernels = {
  moments: (x) =>
    tf.tidy(() => {
      const [rows] = x.shape
      const mean = tf.div(columnSums(x), rows)
      const variance = tf.div(columnSums(tf.square(tf.sub(x, mean))), rows)
      return tf.stack([mean, variance]) as tf.Tensor2D
    }),

  normalise: (x, moments, gamma, beta, relu) =>
    tf.tidy(() => {
      const [mean, variance] = rowsOf(moments)
      const scale = tf.mul(gamma, tf.rsqrt(tf.add(variance, BATCH_NORM_EPSILON)))
      const y = tf.add(tf.mul(tf.sub(x, mean), scale), beta)
      return (relu ? tf.relu(y) : y) as tf.Tensor2D
    }),

  gradients: (gradient, x, moments, gamma, output) =>
    tf.tidy(() => {
      const [rows] = x.shape
      const [mean, variance] = rowsOf(moments)
      const inverse = tf.rsqrt(tf.add(variance, BATCH_NORM_EPSILON))
      const dy: tf.Tensor2D = output ? tf.mul(gradient, tf.step(output)) : gradient
      const normal = tf.mul(tf.sub(x, mean), inverse)
      const beta = columnSums(dy)
      const dGamma = columnSums(tf.mul(dy, normal))
      const mixed = tf.div(tf.add(beta, tf.mul(normal, dGamma)), rows)
      const input = tf.mul(tf.sub(dy, mixed), tf.mul(inverse, gamma)) as tf.Tensor2D
      return { input, gamma: dGamma, beta }
    }),
}
