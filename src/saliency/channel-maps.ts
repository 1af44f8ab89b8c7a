import * as tf from '@tensorflow/tfjs-core'
import { matrixProduct } from '../network/ops/matrix-product.ts'
import { overChannels, rescaled, resizedTo } from './maps.ts'

/** How a network's terms are told apart by lifelog channel. */
export interface ChannelSplit {
  /** Lifelog channels. */
  readonly count: number
  /** Which of them each number of the input's last axis is of: its values, or whether it is known. */
  readonly ofInput: readonly number[]
  /** Whether each lifelog channel has a branch of its own, so that every inner channel is of one of them too. */
  readonly branched: boolean
}

/** Gathers the maps of all terms, [batch, height, width, count] of the input's size. */
export interface ChannelMaps {
  /** @param term gradient × bias, [batch, h, w, channels]; stays the caller's */
  add(term: tf.Tensor4D): void
  /**
   * All together with the input's own term, to be disposed by the caller; called once.
   * @param term gradient × input
   */
  finish(term: tf.Tensor4D): tf.Tensor4D
  dispose(): void
}

export const channelMaps = (split: ChannelSplit, height: number, width: number): ChannelMaps =>
  split.branched ? new BranchMaps(split, height, width) : new SharedMaps(split, height, width)

/** Sums the channels that are of one lifelog channel: [batch, h, w, channels] to [batch, h, w, count]. */
const summedBy = (maps: tf.Tensor4D, belongs: readonly number[], count: number): tf.Tensor4D =>
  tf.tidy(() => {
    const [batch, h, w, channels] = maps.shape
    const oneHot = new Float32Array(channels * count)
    belongs.forEach((of, channel) => (oneHot[channel * count + of] = 1))
    const rows = tf.reshape(maps, [batch * h * w, channels]) as tf.Tensor2D
    return tf.reshape(matrixProduct(rows, tf.tensor2d(oneHot, [channels, count])), [batch, h, w, count])
  })

/** A sum of tensors that outlives the scopes in which they are made. */
class Kept {
  value: tf.Tensor4D | null = null

  add(make: () => tf.Tensor4D): void {
    const before = this.value
    this.value = tf.keep(
      tf.tidy(() => {
        const more = make()
        return before ? tf.add(before, more) : more
      }),
    )
    before?.dispose()
  }

  dispose(): void {
    this.value?.dispose()
    this.value = null
  }
}

/** Every bias is of one branch, and so of one lifelog channel. */
class BranchMaps implements ChannelMaps {
  readonly #sum = new Kept()

  constructor(
    readonly split: ChannelSplit,
    readonly height: number,
    readonly width: number,
  ) {}

  add(term: tf.Tensor4D): void {
    const each = (term.shape[3] ?? 0) / this.split.count
    this.#gather(
      term,
      Array.from({ length: term.shape[3] }, (_, channel) => Math.floor(channel / each)),
    )
  }

  finish(term: tf.Tensor4D): tf.Tensor4D {
    this.#gather(term, this.split.ofInput)
    const sum = this.#sum.value as tf.Tensor4D
    this.#sum.value = null
    return sum
  }

  dispose(): void {
    this.#sum.dispose()
  }

  #gather(term: tf.Tensor4D, belongs: readonly number[]): void {
    this.#sum.add(() =>
      resizedTo(summedBy(rescaled(term), belongs, this.split.count), this.height, this.width),
    )
  }
}

/**
 * Where the first convolution mixes the channels, a bias further on is of a place, and of no lifelog channel. What a
 * place's biases say is divided among the lifelog channels in proportion to their |input × gradient| there, summed over
 * as many places as the layer's stride makes one of; in equal parts where all are zero. Our own rule: the sum over
 * channels is Full-CAM's map, and only the input's term is a channel's own beyond doubt.
 */
class SharedMaps implements ChannelMaps {
  /** Biases' maps at their own size, under that size. */
  readonly #sums = new Map<string, Kept>()

  constructor(
    readonly split: ChannelSplit,
    readonly height: number,
    readonly width: number,
  ) {}

  add(term: tf.Tensor4D): void {
    const key = `${term.shape[1]} ${term.shape[2]}`
    const sum = this.#sums.get(key) ?? new Kept()
    this.#sums.set(key, sum)
    sum.add(() => overChannels(rescaled(term)))
  }

  finish(term: tf.Tensor4D): tf.Tensor4D {
    const { split, height, width } = this
    const found = tf.tidy(() => {
      const importance = summedBy(tf.abs(term), split.ofInput, split.count)
      let total = summedBy(rescaled(term), split.ofInput, split.count)
      for (const { value } of this.#sums.values()) {
        if (!value) continue
        const [, h, w] = value.shape
        const stride = [Math.round(height / h), Math.round(width / w)] as const
        const shares = sharesOf(importance, stride)
        total = tf.add(total, tf.mul(resizedTo(value, height, width), shares))
      }
      return tf.keep(total)
    })
    this.dispose()
    return found
  }

  dispose(): void {
    for (const sum of this.#sums.values()) sum.dispose()
    this.#sums.clear()
  }
}

/** Each lifelog channel's part of the importance around each place; they add up to 1. */
const sharesOf = (importance: tf.Tensor4D, [rows, columns]: readonly [number, number]): tf.Tensor4D =>
  tf.tidy(() => {
    const around = tf.avgPool(importance, [rows, columns], 1, 'same')
    const all = overChannels(around)
    const equal = tf.fill(around.shape, 1 / (around.shape[3] ?? 1))
    const none = tf.tile(tf.equal(all, 0), [1, 1, 1, around.shape[3] ?? 1])
    return tf.where(none, equal, tf.div(around, tf.maximum(all, 1e-37))) as tf.Tensor4D
  })
