import * as tf from '@tensorflow/tfjs-core'

export interface Transposed {
  readonly transposeA?: boolean
  readonly transposeB?: boolean
}

/**
 * TensorFlow.js' own numbers for its matrix programs. The one that it would choose for few outputs of long sums
 * splits the sum over workgroups: with the right side transposed it answers wrongly (4 × 2048 × 128), and its
 * atomic additions come in any order, so that two equal runs differ.
 */
const REDUCE = 0
const PACKED = 3
const FEW_OUTPUTS = 128

const chooseProgram = (outputs: number): void =>
  tf.env().set('WEBGPU_MATMUL_PROGRAM_TYPE', outputs <= FEW_OUTPUTS ? REDUCE : PACKED)

/** A linear layer, [rows, in] to [rows, out], and what follows it. */
export function dense(
  a: tf.Tensor2D,
  weight: tf.Tensor2D,
  bias: tf.Tensor,
  activation: 'linear' | 'relu' | 'sigmoid',
): tf.Tensor2D {
  if (tf.getBackend() === 'webgpu') chooseProgram(a.shape[0] * weight.shape[1])
  return tf.fused.matMul({ a, b: weight, bias, activation }) as tf.Tensor2D
}

/**
 * The product of two matrices. On WASM only a product with neither side transposed takes the fast path
 * (XNNPACK, some ten times quicker), so there the transposed copy is made first.
 */
export function matrixProduct(a: tf.Tensor2D, b: tf.Tensor2D, flags: Transposed = {}): tf.Tensor2D {
  const { transposeA = false, transposeB = false } = flags
  if (tf.getBackend() === 'webgpu') {
    chooseProgram(a.shape[transposeA ? 1 : 0] * b.shape[transposeB ? 0 : 1])
    return tf.matMul(a, b, transposeA, transposeB)
  }
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
