import * as tf from '@tensorflow/tfjs-core'
import type { Parameters } from '../network/parameters.ts'
import type { Operation } from '../network/pass.ts'
import { binaryCrossEntropy } from './loss.ts'
import { moveStatistics } from './running-statistics.ts'

export interface Batch {
  /** Normalised pictures, [batch, side, side, channels]. */
  readonly pictures: tf.Tensor
  /** [batch, labels], 0 or 1. */
  readonly labels: tf.Tensor
  /** [batch, labels], 1 where the label is known. */
  readonly known: tf.Tensor
}

export interface Gradients {
  /** The batch's loss before any step. */
  readonly loss: tf.Scalar
  readonly logits: tf.Tensor
  /** Under timm's names, in memory's layout; the caller disposes them. */
  readonly gradients: Map<string, tf.Tensor>
}

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
): Gradients {
  const gradients = new Map<string, tf.Tensor>()
  const [loss, logits] = tf.tidy(() => {
    const step = network(
      {
        parameters,
        mode: 'training',
        record: true,
        gates: 'flow',
        checkpoints,
        gradients,
        ...(statistics && {
          onStatistics: (layer: string, mean: tf.Tensor, variance: tf.Tensor, count: number) =>
            moveStatistics(parameters, layer, mean, variance, count),
        }),
      },
      batch.pictures,
    )
    const { loss, gradient } = binaryCrossEntropy(step.output, batch.labels, batch.known)
    step.pullback(gradient).dispose()
    for (const value of gradients.values()) tf.keep(value)
    return [loss, step.output]
  }) as [tf.Scalar, tf.Tensor]
  return { loss, logits, gradients }
}

/** Logits in inference mode, [batch, labels]. */
export function infer(network: Operation, parameters: Parameters, pictures: tf.Tensor): tf.Tensor {
  return tf.tidy(
    () => network({ parameters, mode: 'inference', record: false, gates: 'flow' }, pictures).output,
  )
}
