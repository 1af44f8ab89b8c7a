import * as tf from '@tensorflow/tfjs-core'
import { matrixProduct } from '../network/ops/matrix-product.ts'
import { overChannels } from './maps.ts'

/**
 * The map that keeps evidence for and against apart: terms with their sign, summed over channels and layers, spread over
 * the input without loss. Its sum over all places and the terms without a place is the logit.
 *
 * A layer's place is spread as bilinear resizing would show it, but by weights that add up to 1 a place: resizing alone
 * would give places at the edge less than those in the middle.
 */
export class SignedMap {
  readonly #height: number
  readonly #width: number
  /** Sums under their size, so that each size is spread once. */
  readonly #sums = new Map<string, tf.Tensor4D>()

  /** @param height of the input, as is `width` */
  constructor(height: number, width: number) {
    this.#height = height
    this.#width = width
  }

  /** @param term [batch, h, w, channels]; stays the caller's */
  add(term: tf.Tensor4D): void {
    const key = `${term.shape[1]} ${term.shape[2]}`
    const before = this.#sums.get(key)
    this.#sums.set(
      key,
      tf.tidy(() => {
        const more = overChannels(term)
        return before ? tf.add(before, more) : more
      }),
    )
    before?.dispose()
  }

  /** All together, [batch, height, width]; called once. */
  finish(): tf.Tensor3D {
    const found = tf.tidy(() => tf.addN([...this.#sums.values()].map((map) => this.#spread(map))))
    tf.dispose([...this.#sums.values()])
    this.#sums.clear()
    return found as tf.Tensor3D
  }

  #spread(map: tf.Tensor4D): tf.Tensor3D {
    const [batch, h, w] = map.shape
    const [height, width] = [this.#height, this.#width]
    if (h === height && w === width) return tf.reshape(map, [batch, h, w])
    const wide = matrixProduct(tf.reshape(map, [batch * h, w]), spreading(w, width))
    const turned = tf.transpose(tf.reshape(wide, [batch, h, width]), [0, 2, 1])
    const tall = matrixProduct(tf.reshape(turned, [batch * width, h]), spreading(h, height))
    return tf.transpose(tf.reshape(tall, [batch, width, height]), [0, 2, 1])
  }
}

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
