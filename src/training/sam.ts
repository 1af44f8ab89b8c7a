import * as tf from '@tensorflow/tfjs-core'
import { handleOn } from '../network/handle.ts'
import type { Parameters } from '../network/parameters.ts'
import type { Operation } from '../network/pass.ts'
import type { AdamW } from './adamw.ts'
import { lossAndGradients, type Batch } from './step.ts'

/** The paper gives no radius; this is the one of Foret et al. */
export const SAM_RADIUS = 0.05

/** Added to the norm before dividing by it. */
const TINY = 1e-12

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
  radius = SAM_RADIUS,
): SamLosses {
  const first = lossAndGradients(network, parameters, batch)
  const before = perturb(parameters, first.gradients, radius)
  const second = lossAndGradients(network, parameters, batch, { statistics: false })
  for (const [name, weights] of before) parameters.set(name, weights)
  optimiser.step(parameters, second.gradients, learningRate)
  tf.dispose([first.logits, second.logits, ...first.gradients.values(), ...second.gradients.values()])
  return { atWeights: first.loss, atPerturbed: second.loss }
}

/** Moves the weights uphill by `radius` in all, and answers with what they were. */
function perturb(
  parameters: Parameters,
  gradients: ReadonlyMap<string, tf.Tensor>,
  radius: number,
): Map<string, tf.Tensor> {
  const before = new Map<string, tf.Tensor>()
  const scale = tf.tidy(() => {
    const squares = [...gradients.values()].map((gradient) => tf.sum(tf.square(gradient)))
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
  return before
}
