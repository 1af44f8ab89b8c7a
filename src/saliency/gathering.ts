import * as tf from '@tensorflow/tfjs-core'
import { handleOn } from '../network/handle.ts'
import type { ReadKind } from './kind-names.ts'
import { READINGS } from './kinds.ts'
import { TermMaps, type ChannelSplit, type GatheredMaps } from './term-maps.ts'

/** Takes the terms of one label from the way back, layer by layer. */
export class Gathering {
  /** Sums over one axis, under the layer's name; they outlive the scope in which they were made. */
  readonly sums = new Map<string, tf.Tensor>()
  /** Layers whose terms have a place. */
  readonly placed = new Set<string>()
  readonly #height: number
  readonly #maps: ReadonlyMap<ReadKind, TermMaps>

  /** @param height of the input, as is `width` */
  constructor(kinds: readonly ReadKind[], split: ChannelSplit | undefined, height: number, width: number) {
    this.#height = height
    this.#maps = new Map(kinds.map((kind) => [kind, new TermMaps(READINGS[kind], height, width, split)]))
  }

  /** A layer's bias; as `Pass.onBias`. */
  add(layer: string, gradient: tf.Tensor, bias: tf.Tensor): void {
    const term = tf.tidy(() => tf.mul(gradient, bias))
    this.#sum(layer, term)
    // The gates' own layers see no place; the classifier sees none either.
    if (isPlaced(term) && !layer.includes('.se.')) {
      this.placed.add(layer)
      for (const maps of this.#maps.values()) maps.add(term)
    }
    term.dispose()
  }

  /** The input's own term, and with it the end. */
  finish(gradient: tf.Tensor, inputs: tf.Tensor): GatheredMaps[] {
    const term = tf.mul(gradient, inputs) as tf.Tensor4D
    this.#sum('input', term)
    this.placed.add('input')
    return [...this.#maps.values()].map((maps) => maps.finish(term))
  }

  dispose(): void {
    tf.dispose([...this.sums.values()])
    for (const maps of this.#maps.values()) maps.dispose()
  }

  /**
   * Sums over one axis alone, columns or, of a sequence, channels: [batch, height, channels] or [batch, 1, width]. The
   * rest is added up in float64, since terms of either sign cancel and a long float32 sum would lose what remains.
   */
  #sum(layer: string, term: tf.Tensor): void {
    const partial = isPlaced(term) ? tf.sum(term, this.#height === 1 ? 3 : 2) : handleOn(term)
    this.sums.set(layer, tf.keep(partial))
  }
}

const isPlaced = (term: tf.Tensor): term is tf.Tensor4D => term.shape.length === 4
