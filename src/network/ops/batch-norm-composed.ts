import * as tf from '@tensorflow/tfjs-core'
import { BATCH_NORM_EPSILON, unbiased, type BatchNormKernels, type Running } from './batch-norm-kernels.ts'
import { columnSums } from './matrix-product.ts'

/** The two rows of a [2, channels] tensor. */
const rowsOf = (pair: tf.Tensor2D): [tf.Tensor1D, tf.Tensor1D] =>
  tf.unstack(pair) as [tf.Tensor1D, tf.Tensor1D]

function move(running: Running, moments: tf.Tensor2D, rows: number): void {
  const { momentum } = running
  const [mean, variance] = tf.tidy(() => {
    const [batchMean, batchVariance] = rowsOf(moments)
    const towards = (from: tf.Tensor, to: tf.Tensor, scale: number) =>
      tf.add(tf.mul(from, 1 - momentum), tf.mul(to, momentum * scale))
    return [towards(running.mean, batchMean, 1), towards(running.variance, batchVariance, unbiased(rows))]
  }) as [tf.Tensor, tf.Tensor]
  running.set(mean, variance)
}

/** Batch normalisation out of operations that every backend has. */
export const composedBatchNorm: BatchNormKernels = {
  moments(x, running) {
    const [rows] = x.shape
    const moments = tf.tidy(() => {
      const mean = tf.div(columnSums(x), rows)
      const variance = tf.div(columnSums(tf.square(tf.sub(x, mean))), rows)
      return tf.stack([mean, variance]) as tf.Tensor2D
    })
    if (running) move(running, moments, rows)
    return moments
  },

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
