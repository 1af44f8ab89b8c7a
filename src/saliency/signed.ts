import * as tf from '@tensorflow/tfjs-core'
import { matrixProduct } from '../network/ops/matrix-product.ts'

/**
 * Maps as large as the input, [batch, h, w, n] to [batch, height, width, n], so that nothing is lost: a place is spread
 * as bilinear resizing would show it, but by weights that add up to 1 a place. Resizing alone would give places at the
 * edge less than those in the middle.
 */
export const spreadTo = (maps: tf.Tensor4D, height: number, width: number): tf.Tensor4D =>
  tf.tidy(() => {
    const [batch, h, w, n] = maps.shape
    if (h === height && w === width) return tf.clone(maps)
    const rows = tf.reshape(tf.transpose(maps, [0, 3, 1, 2]), [batch * n * h, w]) as tf.Tensor2D
    const wide = tf.reshape(matrixProduct(rows, spreading(w, width)), [batch, n, h, width])
    const columns = tf.reshape(tf.transpose(wide, [0, 1, 3, 2]), [batch * n * width, h]) as tf.Tensor2D
    const tall = tf.reshape(matrixProduct(columns, spreading(h, height)), [
      batch,
      n,
      width,
      height,
    ]) as tf.Tensor4D
    return tf.transpose(tall, [0, 3, 2, 1])
  })

/** Rows of bilinear weights with half-pixel centres, each made to add up to 1: [from, to]. */
function spreading(from: number, to: number): tf.Tensor2D {
  const weights = new Float32Array(from * to)
  for (let i = 0; i < to; i++) {
    const at = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5))
    const below = Math.floor(at)
    weights[below * to + i]! += 1 - (at - below)
    if (at > below) weights[(below + 1) * to + i]! += at - below
  }
  for (let row = 0; row < from; row++) {
    const own = weights.subarray(row * to, (row + 1) * to)
    const sum = own.reduce((all, weight) => all + weight, 0)
    own.forEach((weight, i) => (own[i] = weight / sum))
  }
  return tf.tensor2d(weights, [from, to])
}

/** The places that speak for the answer, and those that speak against it; both of the map's shape, neither negative. */
export const forAndAgainst = (signed: Float32Array): { speaksFor: Float32Array; against: Float32Array } => ({
  speaksFor: signed.map((value) => Math.max(0, value)),
  against: signed.map((value) => Math.max(0, -value)),
})
