import * as tf from '@tensorflow/tfjs-core'
import { startBackend } from '../../src/network/backend.ts'
import { bottleneck } from '../../src/network/network.ts'
import { Parameters } from '../../src/network/parameters.ts'
import { AdamW } from '../../src/training/adamw.ts'
import {
  ADAM_EPSILON,
  BETA1,
  BETA2,
  BLOCK,
  BLOCK_SPECS,
  blockGradient,
  blockInput,
  blockWeight,
  GROUPS,
  LEARNING_RATE,
  WEIGHT_DECAY,
  type BlockSize,
  type TrainingStep,
} from './block.ts'

/** The project's own block. @param statistics whether the running statistics move too */
export async function ourBlock(size: BlockSize, statistics: boolean): Promise<TrainingStep> {
  await startBackend(['webgpu'], true)
  const parameters = Parameters.from(BLOCK_SPECS, blockWeight)
  const adamW = new AdamW({ beta1: BETA1, beta2: BETA2, epsilon: ADAM_EPSILON, weightDecay: WEIGHT_DECAY })
  const operation = bottleneck(BLOCK, GROUPS)
  const { batch, side } = size
  const x = tf.tensor4d(blockInput(size), [batch, side, side, BLOCK.inputChannels])
  const dy = tf.tensor4d(blockGradient(size), [batch, side, side, BLOCK.outputChannels])

  return async () => {
    const gradients = parameters.gradients()
    const loss = tf.tidy(() => {
      const { output, pullback } = operation(
        {
          parameters,
          mode: 'training',
          record: true,
          gates: 'flow',
          gradients,
          ...(statistics && { momentum: 0.1 }),
        },
        x,
      )
      const scalar = tf.sum(tf.mul(output, dy))
      pullback(tf.reshape(dy, dy.shape)).dispose()
      return scalar
    })
    adamW.step(parameters, gradients, LEARNING_RATE)
    gradients.dispose()
    const [value = NaN] = await loss.data()
    loss.dispose()
    return value
  }
}
