import type * as tf from '@tensorflow/tfjs-core'

export interface BatchNormGradients {
  readonly input: tf.Tensor2D
  readonly gamma: tf.Tensor1D
  readonly beta: tf.Tensor1D
}

/** Batch normalisation in training, fused with the ReLU after it. Rows are positions: x is [rows, channels]. */
export interface BatchNormKernels {
  /** Mean and population variance of each channel, [2, channels]. */
  moments(x: tf.Tensor2D): tf.Tensor2D
  /** (x − mean) / √(variance + ε) × γ + β, and ReLU where `relu`. */
  normalise(
    x: tf.Tensor2D,
    moments: tf.Tensor2D,
    gamma: tf.Tensor,
    beta: tf.Tensor,
    relu: boolean,
  ): tf.Tensor2D
  /**
   * @param output what `normalise` gave, where a ReLU followed; null where none did
   */
  gradients(
    dy: tf.Tensor2D,
    x: tf.Tensor2D,
    moments: tf.Tensor2D,
    gamma: tf.Tensor,
    output: tf.Tensor2D | null,
  ): BatchNormGradients
}

/** PyTorch's and timm's. */
export const BATCH_NORM_EPSILON = 1e-5
