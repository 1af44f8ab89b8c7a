import * as tf from '@tensorflow/tfjs-core'
import { handleOn } from '../handle.ts'
import { noWayBack, type Operation } from '../pass.ts'
import { composedConvolution } from './convolution-composed.ts'
import type { ConvolutionKernels } from './convolution-kernels.ts'
import { checkGroups, type ConvolutionShape } from './convolution-shape.ts'
import { webgpuConvolution } from './convolution-webgpu.ts'

export const convolutionKernels = (): ConvolutionKernels =>
  tf.getBackend() === 'webgpu' ? webgpuConvolution : composedConvolution

/**
 * A grouped convolution without bias, zero-padded by half its side. [batch, height, width, in] to
 * [batch, ⌈height / stride⌉, ⌈width / stride⌉, out]; the weight is [side, side, in / groups, out].
 * @param first whether its input is the picture, whose gradient only Full-CAM wants
 */
export const convolution =
  (name: string, stride: number, groups: number, first = false): Operation =>
  (pass, input) => {
    const kernels = convolutionKernels()
    const filter = pass.parameters.get(name) as tf.Tensor4D
    const [batch = 0, height = 0, width = 0, inputChannels = 0] = input.shape
    const [side, , , outputChannels] = filter.shape
    const shape: ConvolutionShape = {
      batch,
      height,
      width,
      inputChannels,
      outputChannels,
      side,
      stride,
      padding: side >> 1,
      groups,
    }
    checkGroups(shape)
    const output = kernels.forward(input as tf.Tensor4D, filter, shape)
    if (!pass.record) return { output, pullback: noWayBack }
    const x = handleOn(input as tf.Tensor4D)
    const wanted = !first || pass.inputGradient
    return {
      output,
      pullback: (gradient) => {
        const dy = gradient as tf.Tensor4D
        pass.gradients?.set(name, kernels.filterGradient(x, dy, shape, pass.gradients.place(name)))
        const dx = wanted ? kernels.inputGradient(dy, filter, shape) : tf.scalar(0)
        tf.dispose([x, dy])
        return dx
      },
    }
  }
