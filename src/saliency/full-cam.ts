import * as tf from '@tensorflow/tfjs-core'
import { handleOn } from '../network/handle.ts'
import type { Parameters } from '../network/parameters.ts'
import type { Operation, Pass } from '../network/pass.ts'
import { labelMask, rescaled, resizedToInput } from './maps.ts'

/** One term of the sum that makes a logit: the input's, or that of one layer's bias. */
export interface Term {
  /** timm's layer name; `input` for the input's own term. */
  readonly layer: string
  /** One value a picture. */
  readonly values: Float64Array
}

/** A logit taken apart (FullGrad, Srinivas & Fleuret 2019, eq. 3), for a batch of pictures. */
export interface FullCam {
  /** The chosen label's logit, one a picture. */
  readonly logits: Float32Array
  /** Input first, then the layers in the order of the network. */
  readonly terms: readonly Term[]
  /** Sum of all terms, one a picture. */
  readonly totals: Float64Array
  /** FullGrad's map as fullgrad-saliency makes it, not yet scaled: [batch, side, side]. */
  readonly maps: Float32Array
  readonly side: number
}

/**
 * The terms and the map of one label. With `gates: 'constant'` the network is piecewise linear around the
 * picture and the terms sum to the logit up to float32 rounding; with `'flow'` (the plain rule of the reference
 * implementations) the sum misses it by tens of per cent wherever there are gates.
 * @param pictures normalised, [batch, side, side, channels]
 * @param label index of the logit
 */
export async function fullCam(
  network: Operation,
  parameters: Parameters,
  pictures: tf.Tensor,
  label: number,
  gates: Pass['gates'] = 'constant',
): Promise<FullCam> {
  const [batch = 0, side = 0] = pictures.shape
  const order = biasLayers(parameters)
  const sums = new Map<string, tf.Tensor>()
  const { logits, map } = tf.tidy(() => {
    let map: tf.Tensor | null = null
    const onBias = (layer: string, gradient: tf.Tensor, bias: tf.Tensor) => {
      const term = tf.tidy(() => tf.mul(gradient, bias))
      sums.set(layer, tf.keep(partialSums(term)))
      // The gates' own layers see no picture; the classifier sees none either.
      if (term.shape.length === 4 && !layer.includes('.se.')) {
        const previous: tf.Tensor | null = map
        map = tf.tidy(() => {
          const added = resizedToInput(rescaled(term), side)
          return previous ? tf.add(previous, added) : added
        })
        previous?.dispose()
      }
      term.dispose()
    }
    const { output, pullback } = network(
      { parameters, mode: 'inference', record: true, inputGradient: true, gates, onBias },
      pictures,
    )
    const gradient = pullback(labelMask(batch, output.shape[1] ?? 0, label))
    const atInput = tf.mul(gradient, pictures)
    sums.set('input', tf.keep(partialSums(atInput)))
    const own = resizedToInput(rescaled(atInput), side)
    return { logits: output, map: map ? tf.add(map, own) : own }
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
      maps: (await map.data()) as Float32Array,
      side,
    }
  } finally {
    tf.dispose([logits, map, ...sums.values()])
  }
}

/** Layers that have a bias, in the order of the network: batch norms, the gates' layers, the classifier. */
const biasLayers = (parameters: Parameters): string[] =>
  parameters.specs
    .filter((spec) => spec.role === 'beta' || spec.role === 'bias')
    .map((spec) => spec.name.slice(0, -'.bias'.length))

/**
 * Sums over columns only, [batch, height, channels]: the rest is added up in float64, since terms of either
 * sign cancel and a long float32 sum would lose what remains.
 */
const partialSums = (term: tf.Tensor): tf.Tensor =>
  term.shape.length === 4 ? tf.sum(term, 2) : handleOn(term)

async function summed(partial: tf.Tensor, batch: number): Promise<Float64Array> {
  const values = await partial.data()
  const each = values.length / batch
  const sums = new Float64Array(batch)
  for (let i = 0; i < values.length; i++) {
    const picture = Math.floor(i / each)
    sums[picture] = (sums[picture] ?? 0) + (values[i] ?? 0)
  }
  return sums
}
