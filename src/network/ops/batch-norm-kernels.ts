import type * as tf from '@tensorflow/tfjs-core'

/** A layer's running statistics, [channels] each, and how far they are to move. */
export interface Running {
  readonly mean: tf.Tensor
  readonly variance: tf.Tensor
  readonly momentum: number
  /** Takes new values over where a backend cannot write in place. */
  set(mean: tf.Tensor, variance: tf.Tensor): void
}

export interface BatchNormGradients {
  readonly input: tf.Tensor2D
  readonly gamma: tf.Tensor
  readonly beta: tf.Tensor
}

/** Batch normalisation in training, fused with the ReLU after it. Rows are positions: x is [rows, channels]. */
export interface BatchNormKernels {
  /**
   * Mean and population variance of each channel, [2, channels].
   * @param running moves towards them, with the unbiased variance
   */
  moments(x: tf.Tensor2D, running: Running | null): tf.Tensor2D
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
   * @param into where γ's and β's gradients are to stand, if anywhere
   */
  gradients(
    dy: tf.Tensor2D,
    x: tf.Tensor2D,
    moments: tf.Tensor2D,
    gamma: tf.Tensor,
    output: tf.Tensor2D | null,
    into: { readonly gamma?: tf.Tensor | undefined; readonly beta?: tf.Tensor | undefined },
  ): BatchNormGradients
}

/** PyTorch's and timm's. */
export const BATCH_NORM_EPSILON = 1e-5

/** From the population's variance to the unbiased one, of so many values. */
export const unbiased = (rows: number): number => rows / Math.max(1, rows - 1)
