import * as tf from '@tensorflow/tfjs-core'
import { handleOn } from '../network/handle.ts'
import { channelMaps, type ChannelMaps, type ChannelSplit } from './channel-maps.ts'
import { layerMap, type MapRule } from './rules.ts'
import { SignedMap } from './signed.ts'

/** What is wanted besides the terms' sums. */
export interface Wished {
  readonly rule: MapRule
  readonly signed: boolean
  readonly split: ChannelSplit | undefined
}

/** The maps of one label, as tensors. */
export interface GatheredMaps {
  /** [batch, height, width, 1] */
  readonly map: tf.Tensor4D
  /** [batch, height, width] */
  readonly signed?: tf.Tensor3D
  /** [batch, height, width, count] */
  readonly byChannel?: tf.Tensor4D
}

/** Takes the terms of one label from the way back, layer by layer. */
export class Gathering {
  /** Sums over one axis, under the layer's name; they outlive the scope in which they were made. */
  readonly sums = new Map<string, tf.Tensor>()
  /** Layers whose terms have a place. */
  readonly placed = new Set<string>()
  readonly #wished: Wished
  readonly #height: number
  readonly #width: number
  readonly #signed: SignedMap | null
  readonly #byChannel: ChannelMaps | null
  #map: tf.Tensor4D | null = null

  /** @param height of the input, as is `width` */
  constructor(wished: Wished, height: number, width: number) {
    this.#wished = wished
    this.#height = height
    this.#width = width
    this.#signed = wished.signed ? new SignedMap(height, width) : null
    this.#byChannel = wished.split ? channelMaps(wished.split, height, width) : null
  }

  /** A layer's bias; as `Pass.onBias`. */
  add(layer: string, gradient: tf.Tensor, bias: tf.Tensor): void {
    const term = tf.tidy(() => tf.mul(gradient, bias))
    this.#sum(layer, term)
    // The gates' own layers see no place; the classifier sees none either.
    if (isPlaced(term) && !layer.includes('.se.')) {
      this.#place(layer, term)
      this.#byChannel?.add(term)
    }
    term.dispose()
  }

  /** The input's own term, and with it the end. */
  finish(gradient: tf.Tensor, inputs: tf.Tensor): GatheredMaps {
    const term = tf.mul(gradient, inputs) as tf.Tensor4D
    this.#sum('input', term)
    this.#place('input', term)
    return {
      map: this.#map as tf.Tensor4D,
      ...(this.#signed && { signed: this.#signed.finish() }),
      ...(this.#byChannel && { byChannel: this.#byChannel.finish(term) }),
    }
  }

  dispose(): void {
    tf.dispose([...this.sums.values()])
    this.#byChannel?.dispose()
  }

  /**
   * Sums over one axis alone, columns or, of a sequence, channels: [batch, height, channels] or [batch, 1, width]. The
   * rest is added up in float64, since terms of either sign cancel and a long float32 sum would lose what remains.
   */
  #sum(layer: string, term: tf.Tensor): void {
    const partial = isPlaced(term) ? tf.sum(term, this.#height === 1 ? 3 : 2) : handleOn(term)
    this.sums.set(layer, tf.keep(partial))
  }

  #place(layer: string, term: tf.Tensor4D): void {
    this.placed.add(layer)
    this.#signed?.add(term)
    const before = this.#map
    this.#map = tf.tidy(() => {
      const more = layerMap(term, this.#wished.rule, this.#height, this.#width)
      return before ? tf.add(before, more) : more
    })
    before?.dispose()
  }
}

const isPlaced = (term: tf.Tensor): term is tf.Tensor4D => term.shape.length === 4
