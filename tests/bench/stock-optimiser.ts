import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import { ADAM_EPSILON, BETA1, BETA2, LEARNING_RATE, WEIGHT_DECAY } from './block.ts'

/** TensorFlow.js' Adam; it has no decoupled decay, so the weights are shrunk before each of its steps. */
export function stockAdamW(): (loss: () => tf.Scalar, variables: tf.Variable[]) => tf.Scalar {
  const adam = tf.train.adam(LEARNING_RATE, BETA1, BETA2, ADAM_EPSILON)
  return (loss, variables) => {
    const { value, grads } = tf.variableGrads(loss, variables)
    tf.tidy(() => {
      for (const variable of variables) variable.assign(tf.mul(variable, 1 - LEARNING_RATE * WEIGHT_DECAY))
    })
    adam.applyGradients(grads as Parameters<typeof adam.applyGradients>[0])
    tf.dispose(grads)
    return value
  }
}
