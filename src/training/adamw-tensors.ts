import * as tf from '@tensorflow/tfjs-core'
import type { Gradients } from '../network/gradients.ts'
import type { Parameters } from '../network/parameters.ts'
import type { AdamWNumbers, Moments, MomentsSnapshot, MomentValues } from './adamw.ts'

/** AdamW out of operations that every backend has, one parameter after another. */
export class TensorMoments implements Moments {
  readonly #parameters: Parameters
  readonly #mean = new Map<string, tf.Tensor>()
  readonly #square = new Map<string, tf.Tensor>()

  constructor(parameters: Parameters, valuesOf: MomentValues) {
    this.#parameters = parameters
    for (const name of parameters.trained) {
      const { shape } = parameters.get(name)
      const begin = (values: Float32Array | undefined) =>
        tf.keep(values ? tf.tensor(values, shape) : tf.zeros(shape))
      this.#mean.set(name, begin(valuesOf('mean', name)))
      this.#square.set(name, begin(valuesOf('square', name)))
    }
  }

  step(gradients: Gradients, { beta1, beta2, epsilon, keep, rate, correction }: AdamWNumbers): void {
    for (const [name, gradient] of gradients) {
      const [mean, square] = [this.#mean.get(name), this.#square.get(name)] as [tf.Tensor, tf.Tensor]
      const [m, v, moved] = tf.tidy(() => {
        const m = tf.add(tf.mul(mean, beta1), tf.mul(gradient, 1 - beta1))
        const v = tf.add(tf.mul(square, beta2), tf.mul(tf.square(gradient), 1 - beta2))
        const denominator = tf.add(tf.div(tf.sqrt(v), correction), epsilon)
        const weights = tf.mul(this.#parameters.get(name), keep)
        return [m, v, tf.sub(weights, tf.mul(tf.div(m, denominator), rate))]
      }) as [tf.Tensor, tf.Tensor, tf.Tensor]
      tf.dispose([mean, square])
      this.#mean.set(name, tf.keep(m))
      this.#square.set(name, tf.keep(v))
      this.#parameters.set(name, moved)
    }
  }

  async snapshot(): Promise<MomentsSnapshot> {
    return { mean: await valuesOf(this.#mean), square: await valuesOf(this.#square) }
  }

  dispose(): void {
    tf.dispose([...this.#mean.values(), ...this.#square.values()])
    this.#mean.clear()
    this.#square.clear()
  }
}

async function valuesOf(tensors: ReadonlyMap<string, tf.Tensor>): Promise<Map<string, Float32Array>> {
  const values = new Map<string, Float32Array>()
  for (const [name, tensor] of tensors) values.set(name, (await tensor.data()) as Float32Array)
  return values
}
