import * as tf from '@tensorflow/tfjs-core'
import type { Gradients } from '../network/gradients.ts'
import type { Parameters } from '../network/parameters.ts'
import type { Operation } from '../network/pass.ts'
import { binaryCrossEntropy } from './loss.ts'

export interface Batch {
  /** Normalised days, [batch, height, width, channels]. */
  readonly inputs: tf.Tensor
  /** [batch, labels], 0 or 1. */
  readonly labels: tf.Tensor
  /** [batch, labels], 1 where the label is known. */
  readonly known: tf.Tensor
}

export interface StepResult {
  /** The batch's loss before any step. */
  readonly loss: tf.Scalar
  readonly logits: tf.Tensor
  /** The caller disposes them. */
  readonly gradients: Gradients
}

/** How far running statistics move at a step: PyTorch's and timm's. */
const MOMENTUM = 0.1

export interface StepOptions {
  /** Whether the running statistics move; not in a second pass over the same batch. */
  readonly statistics?: boolean
  /** Whether each block is computed again on the way back instead of kept. */
  readonly checkpoints?: boolean
}

/** Forward and backward once, in training mode. */
export function lossAndGradients(
  network: Operation,
  parameters: Parameters,
  batch: Batch,
  { statistics = true, checkpoints = false }: StepOptions = {},
): StepResult {
  const gradients = parameters.gradients()
  const [loss, logits] = tf.tidy(() => {
    const step = network(
      {
        parameters,
        mode: 'training',
        record: true,
        gates: 'flow',
        checkpoints,
        gradients,
        ...(statistics && { momentum: MOMENTUM }),
      },
      batch.inputs,
    )
    const { loss, gradient } = binaryCrossEntropy(step.output, batch.labels, batch.known)
    step.pullback(gradient).dispose()
    return [loss, step.output]
  }) as [tf.Scalar, tf.Tensor]
  return { loss, logits, gradients }
}

/** Logits in inference mode, [batch, labels]. */
export function infer(network: Operation, parameters: Parameters, inputs: tf.Tensor): tf.Tensor {
  return tf.tidy(
    () => network({ parameters, mode: 'inference', record: false, gates: 'flow' }, inputs).output,
  )
}
