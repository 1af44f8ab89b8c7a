import * as tf from '@tensorflow/tfjs-core'
import { flatDispatch, runKernel } from './webgpu-program.ts'

/** One dispatch on WebGPU for what is two or three operations elsewhere; all tensors have one shape. */
function fused(name: string, expression: string, a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return runKernel(
    {
      name,
      wgsl: `fn main(index: i32) { if (index < uniforms.count) { result[index] = ${expression}; } }`,
      inputs: ['a', 'b'],
      outputShape: a.shape,
      ...flatDispatch(a.size),
    },
    [a, b],
    { count: a.size },
  )
}

/** ReLU of a sum. */
export const rectifiedSum = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
  tf.getBackend() === 'webgpu'
    ? fused('rectifiedSum', 'max(a[index] + b[index], 0.0)', a, b)
    : tf.tidy(() => tf.relu(tf.add(a, b)))

/** The gradient where ReLU's output is positive, 0 elsewhere. */
export const throughRelu = (gradient: tf.Tensor, output: tf.Tensor): tf.Tensor =>
  tf.getBackend() === 'webgpu'
    ? fused('throughRelu', 'select(0.0, a[index], b[index] > 0.0)', gradient, output)
    : tf.tidy(() => tf.mul(gradient, tf.step(output)))
