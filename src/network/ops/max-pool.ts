import * as tf from '@tensorflow/tfjs-core'
import { handleOn } from '../handle.ts'
import { noWayBack, release, type Operation } from '../pass.ts'

const SIDE = 3
const STRIDE = 2
const PADDING = 1

/**
 * The stem's 3×3 max-pool, stride 2: [batch, height, width, channels] to half the sides, rounded up. Its input
 * follows a ReLU: in a window without a positive value the backends disagree on where the gradient belongs.
 */
export const maxPool: Operation = (pass, input) => {
  const x = input as tf.Tensor4D
  const output = tf.maxPool(x, SIDE, STRIDE, PADDING)
  if (!pass.record) return { output, pullback: noWayBack }
  const kept = [handleOn(x), handleOn(output)] as const
  return {
    output,
    pullback: (gradient) => {
      const dx = tf
        .engine()
        .runKernel(
          tf.MaxPoolGrad,
          { dy: gradient, input: kept[0], output: kept[1] },
          { filterSize: SIDE, strides: STRIDE, pad: PADDING },
        ) as tf.Tensor
      gradient.dispose()
      release(pass, [...kept])
      return dx
    },
  }
}
