import * as tf from '@tensorflow/tfjs-core'
import type { Parameters } from '../network/parameters.ts'
import type { Operation, Pass } from '../network/pass.ts'
import { Gathering } from './gathering.ts'
import type { ReadKind } from './kind-names.ts'
import { labelMask } from './maps.ts'
import type { ChannelSplit, GatheredMaps } from './term-maps.ts'

/** One term of the sum that makes a logit: the input's, or that of one layer's bias. */
export interface Term {
  /** timm's layer name; `input` for the input's own term. */
  readonly layer: string
  /** One value a day. */
  readonly values: Float64Array
  /** Whether it has places; the gates' layers and the classifier see none. */
  readonly placed: boolean
}

/** One kind of map of a batch of days, not yet scaled. */
export interface CamMap {
  /** [batch, height, width] */
  readonly places: Float32Array
  /** The same by lifelog channel, where a split was given: [batch, height, width, count]. */
  readonly byChannel: Float32Array | null
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
  /** Those that were asked for. All of the signed one and the terms that are not placed make the total. */
  readonly maps: Readonly<Partial<Record<ReadKind, CamMap>>>
}

/** @throws Error where this kind was not asked for */
export function mapOf({ maps }: Pick<FullCam, 'maps'>, kind: ReadKind): CamMap {
  const found = maps[kind]
  if (!found) throw new Error(`The map ${kind} was not asked for`)
  return found
}

export interface FullCamOptions {
  /**
   * With `constant`, as is usual, the network is piecewise linear around the input and the terms sum to the logit up to
   * float32 rounding; with `flow` (the plain rule of the reference implementations) the sum misses it by tens of per
   * cent wherever there are gates.
   */
  readonly gates?: Pass['gates']
  /** Tells maps apart by lifelog channel. */
  readonly split?: ChannelSplit | undefined
  /** Which maps; fullgrad-saliency's unless told. */
  readonly kinds?: readonly ReadKind[]
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
  options: FullCamOptions = {},
): Promise<FullCam> {
  const [found] = await fullCams(network, parameters, inputs, [label], options)
  return found as FullCam
}

/**
 * The same for several labels from one forward pass: the way back is gone once a label.
 * @param labels indices of logits
 * @returns one a label, in their order
 */
export async function fullCams(
  network: Operation,
  parameters: Parameters,
  inputs: tf.Tensor,
  labels: readonly number[],
  { gates = 'constant', split, kinds = ['fullgrad-saliency'] }: FullCamOptions = {},
): Promise<FullCam[]> {
  const [batch = 0, height = 0, width = 0] = inputs.shape
  const gatherings = labels.map(() => new Gathering(kinds, split, height, width))
  const held: tf.Tensor[] = []
  let at = 0
  try {
    const { output, maps } = tf.tidy(() => {
      const { output, pullback } = network(
        {
          parameters,
          mode: 'inference',
          record: true,
          inputGradient: true,
          gates,
          held,
          onBias: (...of) => gatherings[at]?.add(...of),
        },
        inputs,
      )
      const maps = gatherings.map((gathering, i) =>
        tf.tidy(() => {
          at = i
          const mask = labelMask(batch, output.shape[1] ?? 0, labels[i] ?? -1)
          return gathering.finish(pullback(mask), inputs)
        }),
      )
      tf.dispose(held)
      return { output, maps }
    })
    try {
      const logits = (await output.data()) as Float32Array
      const outputs = output.shape[1] ?? 0
      const found: FullCam[] = []
      for (const [i, label] of labels.entries()) {
        const { terms, totals } = await termsOf(gatherings[i] as Gathering, parameters, batch)
        found.push({
          logits: Float32Array.from({ length: batch }, (_, day) => logits[day * outputs + label] ?? NaN),
          terms,
          totals,
          height,
          width,
          maps: await valuesOf(kinds, maps[i] ?? []),
        })
      }
      return found
    } finally {
      tf.dispose([output, ...maps.flat().flatMap(tensorsOf)])
    }
  } finally {
    for (const gathering of gatherings) gathering.dispose()
  }
}

const tensorsOf = ({ places, byChannel }: GatheredMaps): tf.Tensor[] =>
  byChannel ? [places, byChannel] : [places]

async function valuesOf(kinds: readonly ReadKind[], maps: readonly GatheredMaps[]): Promise<FullCam['maps']> {
  const found: Partial<Record<ReadKind, CamMap>> = {}
  for (const [i, { places, byChannel }] of maps.entries())
    found[kinds[i] as ReadKind] = {
      places: (await places.data()) as Float32Array,
      byChannel: byChannel ? ((await byChannel.data()) as Float32Array) : null,
    }
  return found
}

/** The sums of each layer's terms, in the order of the network, and all together. */
async function termsOf(
  { sums, placed }: Gathering,
  parameters: Parameters,
  batch: number,
): Promise<Pick<FullCam, 'terms' | 'totals'>> {
  const terms: Term[] = []
  const totals = new Float64Array(batch)
  for (const layer of ['input', ...biasLayers(parameters)]) {
    const partial = sums.get(layer)
    if (!partial) continue
    const values = await summed(partial, batch)
    terms.push({ layer, values, placed: placed.has(layer) })
    values.forEach((value, day) => (totals[day] = (totals[day] ?? 0) + value))
  }
  return { terms, totals }
}

/** Layers that have a bias, in the order of the network: batch norms, the gates' layers, the classifier. */
const biasLayers = (parameters: Parameters): string[] =>
  parameters.specs
    .filter((spec) => spec.role === 'beta' || spec.role === 'bias')
    .map((spec) => spec.name.slice(0, -'.bias'.length))

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
