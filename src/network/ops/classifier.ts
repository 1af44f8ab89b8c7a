import * as tf from '@tensorflow/tfjs-core'
import { noWayBack, type Operation } from '../pass.ts'
import { columnSums, dense, matrixProduct } from './matrix-product.ts'
import { spatialMean } from './spatial.ts'

/** Mean over all positions, then one linear layer: [batch, height, width, channels] to logits [batch, outputs]. */
export const classifier =
  (name: string): Operation =>
  (pass, input) => {
    const weight = pass.parameters.get(`${name}.weight`) as tf.Tensor2D
    const bias = pass.parameters.get(`${name}.bias`)
    const [batch = 0, height = 0, width = 0, channels = 0] = input.shape
    const features = spatialMean(input)
    const output = dense(features, weight, bias, 'linear')
    if (!pass.record) {
      features.dispose()
      return { output, pullback: noWayBack }
    }
    return {
      output,
      pullback: (gradient) => {
        const dy = gradient as tf.Tensor2D
        pass.onBias?.(name, dy, bias)
        if (pass.gradients) {
          pass.gradients.set(`${name}.weight`, matrixProduct(features, dy, { transposeA: true }))
          pass.gradients.set(`${name}.bias`, columnSums(dy))
        }
        const dx = tf.tidy(() => {
          const share = tf.div(matrixProduct(dy, weight, { transposeB: true }), height * width)
          return tf.tile(tf.reshape(share, [batch, 1, 1, channels]), [1, height, width, 1])
        })
        tf.dispose([features, dy])
        return dx
      },
    }
  }
