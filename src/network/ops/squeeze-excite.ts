import * as tf from '@tensorflow/tfjs-core'
import { handleOn } from '../handle.ts'
import { noWayBack, type Operation } from '../pass.ts'
import { columnSums, dense, matrixProduct } from './matrix-product.ts'
import { throughRelu } from './rectify.ts'
import { spatialDot, spatialMean } from './spatial.ts'

/**
 * The squeeze-and-excitation gate (Hu et al. 2018, eq. 2–4): each channel is scaled by a number between 0 and 1
 * that two small layers read from the channels' means. [batch, height, width, channels] in and out.
 */
export const squeezeExcite =
  (name: string): Operation =>
  (pass, input) => {
    const weight1 = pass.parameters.get(`${name}.fc1.weight`) as tf.Tensor2D
    const bias1 = pass.parameters.get(`${name}.fc1.bias`)
    const weight2 = pass.parameters.get(`${name}.fc2.weight`) as tf.Tensor2D
    const bias2 = pass.parameters.get(`${name}.fc2.bias`)
    const [batch = 0, height = 0, width = 0, channels = 0] = input.shape
    const asGate = (g: tf.Tensor) => tf.reshape(g, [batch, 1, 1, channels])

    const [means, hidden, gate] = tf.tidy(() => {
      const m = spatialMean(input)
      const h = dense(m, weight1, bias1, 'relu')
      return [m, h, dense(h, weight2, bias2, 'sigmoid')]
    }) as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D]
    const output = tf.tidy(() => tf.mul(input, asGate(gate)))
    if (!pass.record) {
      tf.dispose([means, hidden, gate])
      return { output, pullback: noWayBack }
    }
    const x = handleOn(input)

    /** What reaches the input by way of the means, spread over all positions. */
    const throughGate = (dy: tf.Tensor): tf.Tensor => {
      const dGate = spatialDot(dy, x)
      const d2 = tf.mul(dGate, tf.mul(gate, tf.sub(1, gate))) as tf.Tensor2D
      const d1 = throughRelu(matrixProduct(d2, weight2, { transposeB: true }), hidden) as tf.Tensor2D
      pass.onBias?.(`${name}.fc2`, d2, bias2)
      pass.onBias?.(`${name}.fc1`, d1, bias1)
      if (pass.gradients) {
        const { gradients } = pass
        const keep = (key: string, value: tf.Tensor) => gradients.set(`${name}.${key}`, tf.keep(value))
        keep('fc2.weight', matrixProduct(hidden, d2, { transposeA: true }))
        keep('fc2.bias', columnSums(d2))
        keep('fc1.weight', matrixProduct(means, d1, { transposeA: true }))
        keep('fc1.bias', columnSums(d1))
      }
      return asGate(tf.div(matrixProduct(d1, weight1, { transposeB: true }), height * width))
    }

    return {
      output,
      pullback: (dy) => {
        const dx = tf.tidy(() => {
          const straight = tf.mul(dy, asGate(gate))
          return pass.gates === 'constant' ? straight : tf.add(straight, throughGate(dy))
        })
        tf.dispose([dy, x, means, hidden, gate])
        return dx
      },
    }
  }
