import * as tf from '@tensorflow/tfjs-core'
import { handleOn } from '../handle.ts'
import { noWayBack, release, type Operation } from '../pass.ts'
import { composedConvolution } from './convolution-composed.ts'
import type { ConvolutionKernels } from './convolution-kernels.ts'
import { checkGroups, filterOf, type ConvolutionShape } from './convolution-shape.ts'
import { webgpuConvolution } from './convolution-webgpu.ts'

export const convolutionKernels = (): ConvolutionKernels =>
  tf.getBackend() === 'webgpu' ? webgpuConvolution : composedConvolution

/**
 * A grouped convolution without bias, zero-padded by half its sides. [batch, height, width, in] to
 * [batch, ⌈height / stride⌉, ⌈width / stride⌉, out]; the weight is [height, width, in / groups, out]. Along one axis
 * alone it is a convolution of a sequence, [batch, 1, steps, in], by a filter [1, taps, in / groups, out].
 * A filter of one tap may be a matrix [in / groups, out], as memory keeps it.
 * @param first whether its input is the picture, whose gradient only Full-CAM wants
 */
export const convolution =
  (name: string, stride: number, groups: number, first = false): Operation =>
  (pass, input) => {
    const kernels = convolutionKernels()
    const weight = pass.parameters.get(name)
    const filter = asFilter(weight)
    const [batch = 0, height = 0, width = 0, inputChannels = 0] = input.shape
    const [filterHeight, filterWidth, , outputChannels] = filter.shape
    const shape: ConvolutionShape = {
      batch,
      height,
      width,
      inputChannels,
      outputChannels,
      ...filterOf(filterHeight, filterWidth),
      stride,
      groups,
    }
    checkGroups(shape)
    const output = kernels.forward(input as tf.Tensor4D, filter, shape)
    if (!pass.record) {
      filter.dispose()
      return { output, pullback: noWayBack }
    }
    const x = handleOn(input as tf.Tensor4D)
    const wanted = !first || pass.inputGradient
    return {
      output,
      pullback: (gradient) => {
        const dy = gradient as tf.Tensor4D
        if (pass.gradients) {
          const place = pass.gradients.place(name)
          const found = kernels.filterGradient(x, dy, shape, place)
          pass.gradients.set(name, place ? found : inShapeOf(weight, found))
        }
        const dx = wanted ? kernels.inputGradient(dy, filter, shape) : tf.scalar(0)
        dy.dispose()
        release(pass, [x, filter])
        return dx
      },
    }
  }

const asFilter = (weight: tf.Tensor): tf.Tensor4D => {
  const [height = 1, width = 1] = weight.shape.slice(0, -2)
  const [into = 1, out = 1] = weight.shape.slice(-2)
  return tf.reshape(weight, [height, width, into, out])
}

function inShapeOf(weight: tf.Tensor, gradient: tf.Tensor): tf.Tensor {
  const shaped = tf.reshape(gradient, weight.shape)
  gradient.dispose()
  return shaped
}
