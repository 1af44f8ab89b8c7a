import * as tf from '@tensorflow/tfjs-core'
import { handleOn } from '../network/handle.ts'
import type { Parameters } from '../network/parameters.ts'
import type { Operation, Pass } from '../network/pass.ts'
import { channelMaps, type ChannelSplit } from './channel-maps.ts'
import { labelMask, overChannels, rescaled, resizedTo } from './maps.ts'

/** One term of the sum that makes a logit: the input's, or that of one layer's bias. */
export interface Term {
  /** timm's layer name; `input` for the input's own term. */
  readonly layer: string
  /** One value a day. */
  readonly values: Float64Array
}

/** A logit taken apart (FullGrad, Srinivas & Fleuret 2019, eq. 3), for a batch of days. */
export interface FullCam {
  /** The chosen label's logit, one a day. */
  readonly logits: Float32Array
  /** Input first, then the layers in the order of the network. */
  readonly terms: readonly Term[]
  /** Sum of all terms, one a day. */
  readonly totals: Float64Array
  /** Of the input and the maps; a sequence has the height 1. */
  readonly height: number
  readonly width: number
  /** Of square pictures: their width. */
  readonly side: number
  /** FullGrad's map as fullgrad-saliency makes it, not yet scaled: [batch, height, width]. */
  readonly maps: Float32Array
  /** The same by lifelog channel, where a split was given: [batch, height, width, count]. */
  readonly channelMaps: Float32Array | null
}

export interface FullCamOptions {
  /**
   * With `constant`, as is usual, the network is piecewise linear around the input and the terms sum to the logit up to
   * float32 rounding; with `flow` (the plain rule of the reference implementations) the sum misses it by tens of per
   * cent wherever there are gates.
   */
  readonly gates?: Pass['gates']
  /** Gives `channelMaps`. */
  readonly split?: ChannelSplit | undefined
}

/**
 * The terms and the map of one label.
 * @param inputs normalised, [batch, height, width, channels]
 * @param label index of the logit
 */
export async function fullCam(
  network: Operation,
  parameters: Parameters,
  inputs: tf.Tensor,
  label: number,
  { gates = 'constant', split }: FullCamOptions = {},
): Promise<FullCam> {
  const [batch = 0, height = 0, width = 0] = inputs.shape
  const order = biasLayers(parameters)
  const sums = new Map<string, tf.Tensor>()
  const byChannel = split ? channelMaps(split, height, width) : null
  const { logits, map, maps } = tf.tidy(() => {
    let map: tf.Tensor4D | null = null
    const onBias = (layer: string, gradient: tf.Tensor, bias: tf.Tensor) => {
      const term = tf.tidy(() => tf.mul(gradient, bias))
      sums.set(layer, tf.keep(partialSums(term, height === 1)))
      // The gates' own layers see no place; the classifier sees none either.
      if (isPlaced(term) && !layer.includes('.se.')) {
        const previous: tf.Tensor4D | null = map
        map = tf.tidy(() => {
          const added = resizedTo(overChannels(rescaled(term)), height, width)
          return previous ? tf.add(previous, added) : added
        })
        previous?.dispose()
        byChannel?.add(term)
      }
      term.dispose()
    }
    const { output, pullback } = network(
      { parameters, mode: 'inference', record: true, inputGradient: true, gates, onBias },
      inputs,
    )
    const gradient = pullback(labelMask(batch, output.shape[1] ?? 0, label))
    const atInput = tf.mul(gradient, inputs) as tf.Tensor4D
    sums.set('input', tf.keep(partialSums(atInput, height === 1)))
    const own = overChannels(rescaled(atInput))
    return {
      logits: output,
      map: map ? tf.add(map, own) : own,
      ...(byChannel && { maps: byChannel.finish(atInput) }),
    }
  })

  try {
    const terms: Term[] = []
    for (const layer of ['input', ...order]) {
      const partial = sums.get(layer)
      if (partial) terms.push({ layer, values: await summed(partial, batch) })
    }
    const outputs = logits.shape[1] ?? 0
    const values = (await logits.data()) as Float32Array
    const totals = new Float64Array(batch)
    for (const term of terms) term.values.forEach((value, i) => (totals[i] = (totals[i] ?? 0) + value))
    return {
      logits: Float32Array.from({ length: batch }, (_, i) => values[i * outputs + label] ?? NaN),
      terms,
      totals,
      height,
      width,
      side: width,
      maps: (await map.data()) as Float32Array,
      channelMaps: maps ? ((await maps.data()) as Float32Array) : null,
    }
  } finally {
    tf.dispose([logits, map, ...(maps ? [maps] : []), ...sums.values()])
    byChannel?.dispose()
  }
}

/** Layers that have a bias, in the order of the network: batch norms, the gates' layers, the classifier. */
const biasLayers = (parameters: Parameters): string[] =>
  parameters.specs
    .filter((spec) => spec.role === 'beta' || spec.role === 'bias')
    .map((spec) => spec.name.slice(0, -'.bias'.length))

const isPlaced = (term: tf.Tensor): term is tf.Tensor4D => term.shape.length === 4

/**
 * Sums over one axis alone, columns or, of a sequence, channels: [batch, height, channels] or [batch, 1, width]. The
 * rest is added up in float64, since terms of either sign cancel and a long float32 sum would lose what remains.
 */
const partialSums = (term: tf.Tensor, ofSequence: boolean): tf.Tensor =>
  isPlaced(term) ? tf.sum(term, ofSequence ? 3 : 2) : handleOn(term)

async function summed(partial: tf.Tensor, batch: number): Promise<Float64Array> {
  const values = await partial.data()
  const each = values.length / batch
  const sums = new Float64Array(batch)
  for (let i = 0; i < values.length; i++) {
    const day = Math.floor(i / each)
    sums[day] = (sums[day] ?? 0) + (values[i] ?? 0)
  }
  return sums
}
