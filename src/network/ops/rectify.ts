import * as tf from '@tensorflow/tfjs-core'
import { eachPlace } from '../webgpu/elementwise.ts'
import { onWebGpu } from '../webgpu/queue.ts'

/** ReLU of a sum. */
export const rectifiedSum = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
  onWebGpu()
    ? eachPlace('rectifiedSum', 'max(a[index] + b[index], 0.0)', [a, b])
    : tf.tidy(() => tf.relu(tf.add(a, b)))

/** The gradient where ReLU's output is positive, 0 elsewhere. */
export const throughRelu = (gradient: tf.Tensor, output: tf.Tensor): tf.Tensor =>
  onWebGpu()
    ? eachPlace('throughRelu', 'select(0.0, a[index], b[index] > 0.0)', [gradient, output])
    : tf.tidy(() => tf.mul(gradient, tf.step(output)))

/** The sum of two tensors of one shape. */
export const sum = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
  onWebGpu() ? eachPlace('sum', 'a[index] + b[index]', [a, b]) : tf.add(a, b)
