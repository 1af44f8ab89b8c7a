import * as tf from '@tensorflow/tfjs-core'
import { noWayBack, release, type Operation } from '../pass.ts'
import { denseKernels } from './dense.ts'
import { spatialMean, throughMean } from './spatial.ts'

/** Mean over all positions, then one linear layer: [batch, height, width, channels] to logits [batch, outputs]. */
export const classifier =
  (name: string): Operation =>
  (pass, input) => {
    const dense = denseKernels()
    const weight = pass.parameters.get(`${name}.weight`) as tf.Tensor2D
    const bias = pass.parameters.get(`${name}.bias`)
    const { shape } = input
    const features = spatialMean(input)
    const output = dense.forward(features, weight, bias, 'linear')
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
          const [weightName, biasName] = [`${name}.weight`, `${name}.bias`]
          const places = {
            weight: pass.gradients.place(weightName),
            bias: pass.gradients.place(biasName),
          }
          const found = dense.gradients(features, dy, places)
          pass.gradients.set(weightName, found.weight)
          pass.gradients.set(biasName, found.bias)
        }
        const ofMean = dense.inputGradient(dy, weight, null)
        const dx = throughMean(ofMean, shape)
        tf.dispose([dy, ofMean])
        release(pass, [features])
        return dx
      },
    }
  }
