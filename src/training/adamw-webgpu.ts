import * as tf from '@tensorflow/tfjs-core'
import { flatDispatch, runKernel } from '../network/ops/webgpu-program.ts'
import { sizeOf } from '../network/tensors.ts'
import type { AdamWKernel } from './adamw-kernel.ts'

/** β₁ m + (1 − β₁) g above β₂ v + (1 − β₂) g²: [2, values]. */
const MOMENTS = `
fn main(index: i32) {
  if (index >= uniforms.count) { return; }
  let g = gradient[index];
  let m = moments[index];
  let v = moments[uniforms.count + index];
  result[index] = numbers[0] * m + (1.0 - numbers[0]) * g;
  result[uniforms.count + index] = numbers[1] * v + (1.0 - numbers[1]) * g * g;
}`

const WEIGHTS = `
fn main(index: i32) {
  if (index >= uniforms.count) { return; }
  let v = moments[uniforms.count + index];
  let denominator = sqrt(v) / numbers[5] + numbers[2];
  result[index] = weights[index] * numbers[3] - numbers[4] * moments[index] / denominator;
}`

/** AdamW in two dispatches a parameter; both moments are one tensor, [2, values]. */
export const webgpuAdamW: AdamWKernel = {
  momentShapes: (shape) => [[2, sizeOf(shape)]],

  update({ beta1, beta2, epsilon, keep, rate, correction }) {
    // In the order that the kernels read.
    const numbers = tf.tensor1d([beta1, beta2, epsilon, keep, rate, correction])
    return {
      of(weights, gradient, [moments]) {
        const count = weights.size
        const after = runKernel(
          {
            name: 'adamwMoments',
            wgsl: MOMENTS,
            inputs: ['gradient', 'moments', 'numbers'],
            outputShape: [2, count],
            ...flatDispatch(count),
          },
          [gradient, moments as tf.Tensor, numbers],
          { count },
        )
        const moved = runKernel(
          {
            name: 'adamwWeights',
            wgsl: WEIGHTS,
            inputs: ['weights', 'moments', 'numbers'],
            outputShape: weights.shape,
            ...flatDispatch(count),
          },
          [weights, after, numbers],
          { count },
        )
        return { weights: moved, moments: [after] }
      },
      dispose: () => numbers.dispose(),
    }
  },
}
