import * as tf from '@tensorflow/tfjs-core'
import { handleOn } from '../handle.ts'
import { noWayBack, release, type Operation } from '../pass.ts'
import { denseKernels } from './dense.ts'
import { gated, gateGradient, spatialMean } from './spatial.ts'

/**
 * The squeeze-and-excitation gate (Hu et al. 2018, eq. 2–4): each channel is scaled by a number between 0 and 1
 * that two small layers read from the channels' means. [batch, height, width, channels] in and out.
 */
export const squeezeExcite =
  (name: string): Operation =>
  (pass, input) => {
    const dense = denseKernels()
    const weight1 = pass.parameters.get(`${name}.fc1.weight`) as tf.Tensor2D
    const bias1 = pass.parameters.get(`${name}.fc1.bias`)
    const weight2 = pass.parameters.get(`${name}.fc2.weight`) as tf.Tensor2D
    const bias2 = pass.parameters.get(`${name}.fc2.bias`)

    const means = spatialMean(input)
    const hidden = dense.forward(means, weight1, bias1, 'relu')
    const gate = dense.forward(hidden, weight2, bias2, 'sigmoid')
    const output = gated(input, gate)
    if (!pass.record) {
      tf.dispose([means, hidden, gate])
      return { output, pullback: noWayBack }
    }
    const x = handleOn(input)

    const gradientsOf = (layer: string, into: tf.Tensor2D, dy: tf.Tensor2D): void => {
      const { gradients } = pass
      if (!gradients) return
      const [weightName, biasName] = [`${name}.${layer}.weight`, `${name}.${layer}.bias`]
      const places = { weight: gradients.place(weightName), bias: gradients.place(biasName) }
      const { weight, bias } = dense.gradients(into, dy, places)
      gradients.set(weightName, weight)
      gradients.set(biasName, bias)
    }

    /** What reaches the means by way of the gate, [batch, channels]. */
    const throughGate = (dy: tf.Tensor): tf.Tensor2D => {
      const d2 = gateGradient(x, dy, gate)
      const d1 = dense.inputGradient(d2, weight2, hidden)
      pass.onBias?.(`${name}.fc2`, d2, bias2)
      pass.onBias?.(`${name}.fc1`, d1, bias1)
      gradientsOf('fc2', hidden, d2)
      gradientsOf('fc1', means, d1)
      return dense.inputGradient(d1, weight1, null)
    }

    return {
      output,
      pullback: (dy) => {
        const dx = tf.tidy(() => gated(dy, gate, pass.gates === 'constant' ? null : throughGate(dy)))
        dy.dispose()
        release(pass, [x, means, hidden, gate])
        return dx
      },
    }
  }
