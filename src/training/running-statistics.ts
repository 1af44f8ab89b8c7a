import * as tf from '@tensorflow/tfjs-core'
import type { Parameters } from '../network/parameters.ts'

/** PyTorch's and timm's. */
export const MOMENTUM = 0.1

/** Moves a layer's running statistics towards a batch's; the running variance takes the unbiased one. */
export function moveStatistics(
  parameters: Parameters,
  layer: string,
  mean: tf.Tensor,
  variance: tf.Tensor,
  count: number,
  momentum = MOMENTUM,
): void {
  const towards = (name: string, value: tf.Tensor, scale: number) =>
    parameters.set(
      name,
      tf.tidy(() => tf.add(tf.mul(parameters.get(name), 1 - momentum), tf.mul(value, momentum * scale))),
    )
  towards(`${layer}.running_mean`, mean, 1)
  towards(`${layer}.running_var`, variance, count / Math.max(1, count - 1))
}
