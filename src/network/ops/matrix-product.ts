import * as tf from '@tensorflow/tfjs-core'

export interface Transposed {
  readonly transposeA?: boolean
  readonly transposeB?: boolean
}

/**
 * The product of two matrices. On WASM only a product with neither side transposed takes the fast path
 * (XNNPACK, some ten times quicker), so there the transposed copy is made first.
 */
export function matrixProduct(a: tf.Tensor2D, b: tf.Tensor2D, flags: Transposed = {}): tf.Tensor2D {
  const { transposeA = false, transposeB = false } = flags
  if (tf.getBackend() !== 'wasm') return tf.matMul(a, b, transposeA, transposeB)
  return tf.tidy(() =>
    tf.matMul(transposeA ? tf.transpose(a) : a, transposeB ? tf.transpose(b) : b),
  ) as tf.Tensor2D
}

/** Sum over rows: [rows, columns] to [columns]. As a product with ones it needs no transposed copy. */
export function columnSums(matrix: tf.Tensor2D): tf.Tensor1D {
  return tf.tidy(() => {
    const [rows, columns] = matrix.shape
    return tf.reshape(tf.matMul(tf.ones([1, rows]) as tf.Tensor2D, matrix), [columns])
  })
}

/** [batch, height, width, channels] to [batch × height × width, channels]. */
export function asRows(tensor: tf.Tensor): tf.Tensor2D {
  const channels = tensor.shape.at(-1) ?? 1
  return tf.reshape(tensor, [tensor.size / channels, channels])
}
