import * as tf from '@tensorflow/tfjs-core'
import type { IsFrozen } from '../network/frozen.ts'
import type { Parameters } from '../network/parameters.ts'

/**
 * Frozen tensors' values, put back after each of the optimiser's steps: with zero gradients AdamW still shrinks every
 * tensor by its weight decay. Owns its copies.
 */
export class FrozenValues {
  readonly #parameters: Parameters
  readonly #values = new Map<string, tf.Tensor>()

  constructor(parameters: Parameters, isFrozen: IsFrozen) {
    this.#parameters = parameters
    for (const name of parameters.trained)
      // A new tensor, not a clone: on WebGPU a clone would share the memory that the optimiser writes to.
      if (isFrozen(name)) this.#values.set(name, tf.keep(tf.tidy(() => tf.add(parameters.get(name), 0))))
  }

  /** To the bit what they were when this was made. */
  putBack(): void {
    for (const [name, value] of this.#values) this.#parameters.set(name, tf.clone(value))
  }

  dispose(): void {
    tf.dispose([...this.#values.values()])
    this.#values.clear()
  }
}
