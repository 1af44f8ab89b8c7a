import * as tf from '@tensorflow/tfjs-core'

/**
 * Maps as large as the input, [batch, h, w, n] to [batch, height, width, n], so that nothing is lost: a place is spread
 * as bilinear resizing with half-pixel centres shows it, but by weights that add up to 1 a place. Resizing alone would
 * give places at the edge less than those in the middle; so each is divided beforehand by what it would give.
 */
export const spreadTo = (maps: tf.Tensor4D, height: number, width: number): tf.Tensor4D =>
  tf.tidy(() => {
    const [, h, w] = maps.shape
    if (h === height && w === width) return tf.clone(maps)
    const rows = tf.tensor4d(givenBy(h, height), [1, h, 1, 1])
    const columns = tf.tensor4d(givenBy(w, width), [1, 1, w, 1])
    return tf.image.resizeBilinear(tf.div(tf.div(maps, rows), columns), [height, width], false, true)
  })

/** What each place along one side gives in all, when `from` places are resized to `to`. */
function givenBy(from: number, to: number): Float32Array {
  const sums = new Float32Array(from)
  for (let i = 0; i < to; i++) {
    const at = Math.min(from - 1, Math.max(0, ((i + 0.5) * from) / to - 0.5))
    const below = Math.floor(at)
    sums[below]! += 1 - (at - below)
    if (at > below) sums[below + 1]! += at - below
  }
  return sums
}

/** The places that speak for the answer, and those that speak against it; both of the map's shape, neither negative. */
export const forAndAgainst = (signed: Float32Array): { speaksFor: Float32Array; against: Float32Array } => ({
  speaksFor: signed.map((value) => Math.max(0, value)),
  against: signed.map((value) => Math.max(0, -value)),
})
