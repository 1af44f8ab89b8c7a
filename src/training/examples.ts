import * as tf from '@tensorflow/tfjs-core'
import type { LabelValue } from '../lifelog/labels.ts'
import { picturesOf, type Normalisation } from '../network/model.ts'
import type { Batch } from './step.ts'

/** One day as the network sees it. */
export interface Example {
  readonly dayId: string
  readonly participant: string
  /** Grey levels 0 to 255, shape [side, side]. */
  readonly pixels: Uint8ClampedArray
  readonly labels: readonly LabelValue[]
}

export function normalisationOf(examples: readonly Example[]): Normalisation {
  let count = 0
  let sum = 0
  let squares = 0
  for (const { pixels } of examples)
    for (const grey of pixels) {
      count++
      sum += grey
      squares += grey * grey
    }
  const mean = count > 0 ? sum / count : 0
  const deviation = Math.sqrt(Math.max(0, squares / Math.max(1, count) - mean * mean))
  return { mean, deviation: deviation || 1 }
}

/** Pictures with their labels; an unknown label weighs nothing. The caller disposes the three tensors. */
export function batchOf(examples: readonly Example[], side: number, normalisation: Normalisation): Batch {
  return {
    pictures: picturesOf(examples, side, normalisation),
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
