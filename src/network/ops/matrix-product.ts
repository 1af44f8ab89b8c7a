import * as tf from '@tensorflow/tfjs-core'
import { onWebGpu } from '../webgpu/queue.ts'
import { webgpuMatrixProduct } from './matrix-product-webgpu.ts'

export interface Transposed {
  readonly transposeA?: boolean
  readonly transposeB?: boolean
}

/**
 * The product of two matrices. On WASM only a product with neither side transposed takes the fast path
 * (XNNPACK, some ten times quicker), so there the transposed copy is made first.
 * @param into where the result is to stand; backends that cannot write in place answer with a new tensor
 */
export function matrixProduct(
  a: tf.Tensor2D,
  b: tf.Tensor2D,
  flags: Transposed = {},
  into?: tf.Tensor,
): tf.Tensor2D {
  const { transposeA = false, transposeB = false } = flags
  if (onWebGpu()) return webgpuMatrixProduct(a, b, flags, into)
  if (tf.getBackend() !== 'wasm') return tf.matMul(a, b, transposeA, transposeB)
  return tf.tidy(() => {
    const [m, k] = transposeA ? [a.shape[1], a.shape[0]] : a.shape
    const n = b.shape[0]
    // a bᵀ = (b aᵀ)ᵀ: whichever way moves fewer values.
    if (transposeB && !transposeA && m * k + m * n < n * k) return tf.transpose(tf.matMul(b, tf.transpose(a)))
    return tf.matMul(transposeA ? tf.transpose(a) : a, transposeB ? tf.transpose(b) : b)
  }) as tf.Tensor2D
}

/**
 * Sum over rows: [rows, columns] to [columns]. On WASM as the mean of one tall pool, which reads the matrix once:
 * summing over the first axis copies it transposed, and a product with ones copies it into its own order.
 */
export function columnSums(matrix: tf.Tensor2D): tf.Tensor1D {
  if (tf.getBackend() !== 'wasm') return tf.sum(matrix, 0)
  return tf.tidy(() => {
    const [rows, columns] = matrix.shape
    const tall = tf.reshape(matrix, [1, rows, 1, columns]) as tf.Tensor4D
    const mean = tf.avgPool(tall, [rows, 1], 1, 'valid')
    return tf.reshape(tf.mul(mean, rows), [columns])
  })
}

/** [batch, height, width, channels] to [batch × height × width, channels]. */
export function asRows(tensor: tf.Tensor): tf.Tensor2D {
  const channels = tensor.shape.at(-1) ?? 1
  return tf.reshape(tensor, [tensor.size / channels, channels])
}
