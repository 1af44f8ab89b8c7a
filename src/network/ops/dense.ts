import * as tf from '@tensorflow/tfjs-core'
import { onWebGpu } from '../webgpu/queue.ts'
import { webgpuDense } from './dense-webgpu.ts'
import { columnSums, matrixProduct } from './matrix-product.ts'
import { throughRelu } from './rectify.ts'

export type Activation = 'linear' | 'relu' | 'sigmoid'

/** Where gradients are to stand, if anywhere. */
export interface DensePlaces {
  readonly weight?: tf.Tensor | undefined
  readonly bias?: tf.Tensor | undefined
}

/** A linear layer of few rows, x [rows, in] to [rows, out], weight [in, out], with its three ways back. */
export interface DenseKernels {
  forward(x: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor, activation: Activation): tf.Tensor2D
  /**
   * dy × weightᵀ: [rows, in].
   * @param output of the ReLU before this layer; the gradient is 0 where it is
   */
  inputGradient(dy: tf.Tensor2D, weight: tf.Tensor2D, output: tf.Tensor2D | null): tf.Tensor2D
  /** xᵀ × dy, and dy summed over rows. */
  gradients(x: tf.Tensor2D, dy: tf.Tensor2D, into: DensePlaces): { weight: tf.Tensor; bias: tf.Tensor }
}

const composedDense: DenseKernels = {
  forward: (x, weight, bias, activation) =>
    tf.fused.matMul({ a: x, b: weight, bias, activation }) as tf.Tensor2D,
  inputGradient: (dy, weight, output) =>
    tf.tidy(() => {
      const dx = matrixProduct(dy, weight, { transposeB: true })
      return (output ? throughRelu(dx, output) : dx) as tf.Tensor2D
    }),
  gradients: (x, dy) => ({ weight: matrixProduct(x, dy, { transposeA: true }), bias: columnSums(dy) }),
}

export const denseKernels = (): DenseKernels => (onWebGpu() ? webgpuDense : composedDense)
