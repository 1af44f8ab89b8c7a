import * as tf from '@tensorflow/tfjs-core'
import type { AdamWKernel } from './adamw-kernel.ts'

/** AdamW out of operations that every backend has; the moments are two tensors like the parameter. */
export const composedAdamW: AdamWKernel = {
  momentShapes: (shape) => [shape, shape],

  update: ({ beta1, beta2, epsilon, keep, rate, correction }) => ({
    of(weights, gradient, [mean, square]) {
      const [m, v, moved] = tf.tidy(() => {
        const m = tf.add(tf.mul(mean as tf.Tensor, beta1), tf.mul(gradient, 1 - beta1))
        const v = tf.add(tf.mul(square as tf.Tensor, beta2), tf.mul(tf.square(gradient), 1 - beta2))
        const denominator = tf.add(tf.div(tf.sqrt(v), correction), epsilon)
        return [m, v, tf.sub(tf.mul(weights, keep), tf.mul(tf.div(m, denominator), rate))]
      }) as [tf.Tensor, tf.Tensor, tf.Tensor]
      return { weights: moved, moments: [m, v] }
    },
    dispose: () => undefined,
  }),
}
