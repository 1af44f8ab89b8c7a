import * as tf from '@tensorflow/tfjs-core'
import { matrixProduct } from '../network/ops/matrix-product.ts'
import type { Reading } from './kinds.ts'
import { overChannels } from './maps.ts'

/** How a network's terms are told apart by lifelog channel. */
export interface ChannelSplit {
  /** Lifelog channels. */
  readonly count: number
  /** Which of them each number of the input's last axis is of: its values, or whether it is known. */
  readonly ofInput: readonly number[]
  /** Whether each lifelog channel has a branch of its own, so that every inner channel is of one of them too. */
  readonly branched: boolean
}

/** The map of all terms, as large as the input. */
export type GatheredMaps = {
  /** [batch, height, width, 1] */
  places: tf.Tensor4D
  /** [batch, height, width, count], where a split was given; summed over channels it is `places`. */
  byChannel?: tf.Tensor4D
}

/**
 * Gathers the terms of one label into one kind of map. Terms of one size are added up before they are enlarged.
 *
 * Where each lifelog channel has a branch of its own, so has every bias. Where the first convolution mixes the channels,
 * a bias further on is of a place, and of no channel: what a place's biases say is divided among the lifelog channels
 * in proportion to their |input × gradient| there, summed over as many places as the layer's stride makes one of; in
 * equal parts where all are zero. Our own rule: only the input's term is a channel's own beyond doubt.
 */
export class TermMaps {
  readonly #reading: Reading
  readonly #height: number
  readonly #width: number
  readonly #split: ChannelSplit | undefined
  /** Under their size; [batch, h, w, count] where branched, [batch, h, w, 1] else. */
  readonly #sums = new Map<string, tf.Tensor4D>()

  /** @param height of the input, as is `width` */
  constructor(reading: Reading, height: number, width: number, split?: ChannelSplit) {
    this.#reading = reading
    this.#height = height
    this.#width = width
    this.#split = split
  }

  /** @param term gradient × bias, [batch, h, w, channels]; stays the caller's */
  add(term: tf.Tensor4D): void {
    const key = `${term.shape[1]} ${term.shape[2]}`
    const before = this.#sums.get(key)
    const sum = tf.tidy(() => {
      const more = this.#summed(this.#reading.scaled(term))
      return tf.keep(before ? tf.add<tf.Tensor4D>(before, more) : more)
    })
    this.#sums.set(key, sum)
    before?.dispose()
  }

  /**
   * All together with the input's own term, to be disposed by the caller; called once.
   * @param term gradient × input
   */
  finish(term: tf.Tensor4D): GatheredMaps {
    const found = tf.tidy((): GatheredMaps => {
      const own = this.#reading.scaled(term)
      const split = this.#split
      if (!split) return { places: tf.addN([overChannels(own), ...this.#enlarged()]) }
      const input = summedBy(own, split.ofInput, split.count)
      const biases = split.branched ? this.#enlarged() : this.#shared(term, split)
      const byChannel = tf.addN([input, ...biases])
      return { places: overChannels(byChannel), byChannel }
    })
    this.dispose()
    return found
  }

  dispose(): void {
    for (const sum of this.#sums.values()) sum.dispose()
    this.#sums.clear()
  }

  #summed(term: tf.Tensor4D): tf.Tensor4D {
    if (!this.#split?.branched) return overChannels(term)
    const { count } = this.#split
    const channels = term.shape[3]
    const belongs = Array.from({ length: channels }, (_, i) => Math.floor((i * count) / channels))
    return summedBy(term, belongs, count)
  }

  #enlarged(): tf.Tensor4D[] {
    const { enlarged } = this.#reading
    return [...this.#sums.values()].map((sum) => enlarged(sum, this.#height, this.#width))
  }

  #shared(term: tf.Tensor4D, { ofInput, count }: ChannelSplit): tf.Tensor4D[] {
    const importance = summedBy(tf.abs(term), ofInput, count)
    return [...this.#sums.values()].map((sum) => {
      const [, h, w] = sum.shape
      const stride = [Math.round(this.#height / h), Math.round(this.#width / w)] as const
      const large = this.#reading.enlarged(sum, this.#height, this.#width)
      return tf.mul(large, sharesOf(importance, stride))
    })
  }
}

/** Sums the channels that are of one lifelog channel: [batch, h, w, channels] to [batch, h, w, count]. */
const summedBy = (maps: tf.Tensor4D, belongs: readonly number[], count: number): tf.Tensor4D =>
  tf.tidy(() => {
    const [batch, h, w, channels] = maps.shape
    const oneHot = new Float32Array(channels * count)
    belongs.forEach((of, channel) => (oneHot[channel * count + of] = 1))
    const rows = tf.reshape(maps, [batch * h * w, channels]) as tf.Tensor2D
    return tf.reshape(matrixProduct(rows, tf.tensor2d(oneHot, [channels, count])), [batch, h, w, count])
  })

/** Each lifelog channel's part of the importance around each place; they add up to 1. */
const sharesOf = (importance: tf.Tensor4D, [rows, columns]: readonly [number, number]): tf.Tensor4D =>
  tf.tidy(() => {
    const around = tf.avgPool(importance, [rows, columns], 1, 'same')
    const all = overChannels(around)
    const equal = tf.fill(around.shape, 1 / (around.shape[3] ?? 1))
    const none = tf.tile(tf.equal(all, 0), [1, 1, 1, around.shape[3] ?? 1])
    return tf.where(none, equal, tf.div(around, tf.maximum(all, 1e-37))) as tf.Tensor4D
  })
