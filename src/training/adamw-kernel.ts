import type * as tf from '@tensorflow/tfjs-core'

/** The numbers of one step, the same for every parameter. */
export interface AdamWNumbers {
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  /** 1 − learning rate × weight decay. */
  readonly keep: number
  /** Learning rate over the first moment's bias correction. */
  readonly rate: number
  /** Root of the second moment's bias correction. */
  readonly correction: number
}

export interface AdamWKernel {
  /** How a backend keeps the two moments of a parameter of `shape`. */
  momentShapes(shape: number[]): number[][]
  /** The step with these numbers, for one parameter after another. */
  update(numbers: AdamWNumbers): {
    /** New tensors; the old ones stay the caller's. */
    of(
      weights: tf.Tensor,
      gradient: tf.Tensor,
      moments: readonly tf.Tensor[],
    ): { weights: tf.Tensor; moments: tf.Tensor[] }
    dispose(): void
  }
}
