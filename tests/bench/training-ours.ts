import * as tf from '@tensorflow/tfjs-core'
import { ARCHITECTURES } from '../../src/network/architecture.ts'
import { resnext } from '../../src/network/network.ts'
import { Parameters } from '../../src/network/parameters.ts'
import { tensorSpecs } from '../../src/network/tensors.ts'
import { AdamW } from '../../src/training/adamw.ts'
import { lossAndGradients, type Batch } from '../../src/training/step.ts'
import { formulaInput, formulaLabels, formulaWeight } from '../golden/formula.ts'
import { ADAM_EPSILON, BETA1, BETA2, LEARNING_RATE, WEIGHT_DECAY } from './block.ts'
import type { TrainingRun } from './plan.ts'

export const SEED = 1
export const OUTPUTS = 7

/** One step; answers with the loss. */
export type TrainingStep = () => tf.Scalar

export function batchOf({ batch, side }: TrainingRun): Batch & { readonly inputs: tf.Tensor4D } {
  return {
    inputs: tf.tensor4d(formulaInput(SEED, batch, side), [batch, side, side, 3]),
    labels: tf.tensor2d(formulaLabels(SEED, batch, OUTPUTS), [batch, OUTPUTS]),
    known: tf.ones([batch, OUTPUTS]),
  }
}

/** The project's own step. */
export function ourStep(run: TrainingRun): TrainingStep {
  const architecture = ARCHITECTURES[run.network]
  const specs = tensorSpecs(architecture, OUTPUTS)
  const parameters = Parameters.from(specs, (spec) => formulaWeight(spec, SEED))
  const network = resnext(architecture)
  const adamW = new AdamW({ beta1: BETA1, beta2: BETA2, epsilon: ADAM_EPSILON, weightDecay: WEIGHT_DECAY })
  const batch = batchOf(run)
  return () => {
    const { loss, logits, gradients } = lossAndGradients(network, parameters, batch, {
      checkpoints: run.checkpoints,
    })
    adamW.step(parameters, gradients, LEARNING_RATE)
    gradients.dispose()
    logits.dispose()
    return loss
  }
}

export async function valueOf(loss: tf.Scalar): Promise<number> {
  const [value = NaN] = await loss.data()
  loss.dispose()
  return value
}
