import * as tf from '@tensorflow/tfjs-core'
import type { EncodedDay } from '../inputs/encoding.ts'
import { inputsOf, type Model } from '../network/model.ts'
import { pieces, type Example } from './examples.ts'
import { f1, type F1 } from './metrics.ts'
import { infer } from './step.ts'

const BATCH = 8

/** Seven logits for each day, in inference mode. */
export async function logitsOf(
  model: Model,
  examples: readonly { readonly encoded: EncodedDay }[],
): Promise<number[][]> {
  const answers: number[][] = []
  for (const part of pieces(examples, BATCH)) {
    const inputs = inputsOf(
      part.map(({ encoded }) => encoded),
      model,
    )
    const logits = infer(model.network, model.parameters, inputs) as tf.Tensor2D
    answers.push(...(await logits.array()))
    tf.dispose([inputs, logits])
  }
  return answers
}

export const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit))

export interface Evaluation {
  /** Mean binary cross-entropy over all known labels; NaN where none is known. */
  readonly loss: number
  readonly f1: F1
}

export async function evaluate(model: Model, examples: readonly Example[]): Promise<Evaluation> {
  const logits = await logitsOf(model, examples)
  const losses = examples.flatMap(({ labels }, day) =>
    labels.flatMap((value, label) =>
      value === null ? [] : [crossEntropy(logits[day]?.[label] ?? NaN, value)],
    ),
  )
  return {
    loss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
    f1: f1(
      examples.map(({ labels }) => labels),
      logits.map((row) => row.map(sigmoid)),
    ),
  }
}

/** max(z, 0) − z y + ln(1 + e^−|z|), as in training. */
const crossEntropy = (logit: number, label: 0 | 1): number =>
  Math.max(logit, 0) - logit * label + Math.log1p(Math.exp(-Math.abs(logit)))
