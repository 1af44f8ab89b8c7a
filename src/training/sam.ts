import * as tf from '@tensorflow/tfjs-core'
import type { Gradients } from '../network/gradients.ts'
import { handleOn } from '../network/handle.ts'
import type { Parameters } from '../network/parameters.ts'
import type { Operation } from '../network/pass.ts'
import type { AdamW } from './adamw.ts'
import { perturbArena, TINY } from './sam-webgpu.ts'
import { lossAndGradients, type Batch } from './step.ts'

/** The paper gives no radius; this is the one of Foret et al. */
export const SAM_RADIUS = 0.05

export interface SamOptions {
  readonly radius?: number
  /** Whether runs of blocks are computed again on the way back instead of kept. */
  readonly checkpoints?: boolean
}

export interface SamLosses {
  readonly atWeights: tf.Scalar
  readonly atPerturbed: tf.Scalar
}

/**
 * One step of Sharpness-Aware Minimisation (Foret et al. 2021, algorithm 1) with AdamW as its base: the
 * gradient is taken where the loss is worst within `radius` of the weights, one norm over all parameters. The
 * second pass leaves the running statistics alone.
 */
export function samStep(
  network: Operation,
  parameters: Parameters,
  optimiser: AdamW,
  batch: Batch,
  learningRate: number,
  { radius = SAM_RADIUS, checkpoints = false }: SamOptions = {},
): SamLosses {
  const first = lossAndGradients(network, parameters, batch, { checkpoints })
  const undo = perturb(parameters, first.gradients, radius)
  // Let go before the second pass, which can then use their memory.
  first.gradients.dispose()
  const second = lossAndGradients(network, parameters, batch, { statistics: false, checkpoints })
  undo()
  optimiser.step(parameters, second.gradients, learningRate)
  second.gradients.dispose()
  tf.dispose([first.logits, second.logits])
  return { atWeights: first.loss, atPerturbed: second.loss }
}

/** Moves the weights uphill by `radius` in all, and answers with the way back. */
export function perturb(parameters: Parameters, gradients: Gradients, radius: number): () => void {
  if (parameters.arena) return perturbArena(parameters, parameters.arena, gradients, radius)
  const before = new Map<string, tf.Tensor>()
  const scale = tf.tidy(() => {
    const squares = [...gradients].map(([, gradient]) => tf.sum(tf.square(gradient)))
    return tf.div(radius, tf.add(tf.sqrt(tf.sum(tf.stack(squares))), TINY))
  })
  for (const [name, gradient] of gradients) {
    const weights = parameters.get(name)
    before.set(name, handleOn(weights))
    parameters.set(
      name,
      tf.tidy(() => tf.add(weights, tf.mul(gradient, scale))),
    )
  }
  scale.dispose()
  return () => {
    for (const [name, weights] of before) parameters.set(name, weights)
  }
}
