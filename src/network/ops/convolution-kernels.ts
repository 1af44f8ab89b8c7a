import type * as tf from '@tensorflow/tfjs-core'
import type { ConvolutionShape } from './convolution-shape.ts'

/** The three directions of a grouped convolution; one implementation for WebGPU, one for every other backend. */
export interface ConvolutionKernels {
  /** x, filter to y: [batch, outHeight, outWidth, outputChannels]. */
  forward(x: tf.Tensor4D, filter: tf.Tensor4D, shape: ConvolutionShape): tf.Tensor4D
  /** dy, filter to dx, in x's shape. */
  inputGradient(dy: tf.Tensor4D, filter: tf.Tensor4D, shape: ConvolutionShape): tf.Tensor4D
  /**
   * x, dy to the filter's gradient: [filterHeight, filterWidth, inputChannels / groups, outputChannels].
   * @param into where it is to stand; backends that cannot write in place answer with a new tensor
   */
  filterGradient(x: tf.Tensor4D, dy: tf.Tensor4D, shape: ConvolutionShape, into?: tf.Tensor): tf.Tensor4D
}
