import * as tf from '@tensorflow/tfjs-core'
import type { EncodedDay, Encoding } from '../inputs/encoding.ts'
import type { LabelValue } from '../lifelog/labels.ts'
import { inputsOf, type Model, type Normalisation } from '../network/model.ts'
import type { Batch } from './step.ts'

/** One day as the network sees it. */
export interface Example {
  readonly dayId: string
  readonly participant: string
  readonly encoded: EncodedDay
  readonly labels: readonly LabelValue[]
}

/**
 * The notebooks' two numbers for grey levels from 0 to 255, each multiplied by 255 once more by the library that they
 * were given to (reference 4.5): what is left of a picture's contrast is a hundredth.
 */
const AS_CODED: Normalisation = { mean: [15.359733188267395 * 255], deviation: [58.28444875927197 * 255] }

/** How an encoding's values are scaled for the network: by the training days, save where the notebooks' way is wanted. */
export const normalisationFor = (
  encoding: Pick<Encoding, 'input'> & { readonly style?: string },
  training: readonly EncodedDay[],
): Normalisation => (encoding.style === 'notebook' ? AS_CODED : normalisationOf(training))

/** Mean and deviation of what is known, for each number of the last axis. */
export function normalisationOf(days: readonly EncodedDay[]): Normalisation {
  const depth = days[0]?.depth ?? 1
  const [count, sum, squares] = [0, 0, 0].map(() => new Float64Array(depth)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (const { values } of days)
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number
      if (value !== value) continue
      const k = i % depth
      count[k]!++
      sum[k]! += value
      squares[k]! += value * value
    }
  const mean = Array.from(sum, (total, k) => (count[k]! > 0 ? total / count[k]! : 0))
  const variance = mean.map((m, k) => Math.max(0, squares[k]! / Math.max(1, count[k]!) - m * m))
  return { mean, deviation: variance.map((v) => Math.sqrt(v) || 1) }
}

/** Days with their labels; an unknown label weighs nothing. The caller disposes the three tensors. */
export function batchOf(
  examples: readonly Example[],
  model: Pick<Model, 'encoding' | 'normalisation'>,
): Batch {
  return {
    inputs: inputsOf(
      examples.map(({ encoded }) => encoded),
      model,
    ),
    labels: tf.tensor2d(examples.map(({ labels }) => labels.map((value) => value ?? 0))),
    known: tf.tensor2d(examples.map(({ labels }) => labels.map((value) => (value === null ? 0 : 1)))),
  }
}

/** `items` in pieces of at most `size`, in order. */
export function pieces<T>(items: readonly T[], size: number): T[][] {
  const list: T[][] = []
  for (let i = 0; i < items.length; i += size) list.push(items.slice(i, i + size))
  return list
}
