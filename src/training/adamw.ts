import * as tf from '@tensorflow/tfjs-core'
import type { Parameters } from '../network/parameters.ts'

export interface AdamWOptions {
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  /** Decoupled: every parameter shrinks by learning rate × this at each step. */
  readonly weightDecay: number
}

export const ADAMW: AdamWOptions = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 }

/** AdamW (Loshchilov & Hutter 2019, algorithm 2), with PyTorch's conventions. Owns its moments. */
export class AdamW {
  readonly #moments = new Map<string, { mean: tf.Tensor; square: tf.Tensor }>()
  #steps = 0

  constructor(readonly options: AdamWOptions = ADAMW) {}

  get steps(): number {
    return this.#steps
  }

  /** The moments in memory's order, under `mean NAME` and `square NAME`. */
  async snapshot(): Promise<Map<string, Float32Array>> {
    const values = new Map<string, Float32Array>()
    for (const [name, { mean, square }] of this.#moments) {
      values.set(`mean ${name}`, (await mean.data()) as Float32Array)
      values.set(`square ${name}`, (await square.data()) as Float32Array)
    }
    return values
  }

  /** Goes on from a snapshot that was taken after `steps` steps; shapes are those of `parameters`. */
  restore(parameters: Parameters, values: ReadonlyMap<string, Float32Array>, steps: number): void {
    this.dispose()
    this.#steps = steps
    for (const name of parameters.trained) {
      const mean = values.get(`mean ${name}`)
      const square = values.get(`square ${name}`)
      if (!mean || !square) continue
      const { shape } = parameters.get(name)
      this.#moments.set(name, {
        mean: tf.keep(tf.tensor(mean, shape)),
        square: tf.keep(tf.tensor(square, shape)),
      })
    }
  }

  /** Moves the parameters one step; the gradients stay the caller's. */
  step(parameters: Parameters, gradients: ReadonlyMap<string, tf.Tensor>, learningRate: number): void {
    const { beta1, beta2, epsilon, weightDecay } = this.options
    this.#steps++
    const correction1 = 1 - beta1 ** this.#steps
    const correction2 = Math.sqrt(1 - beta2 ** this.#steps)
    for (const [name, gradient] of gradients) {
      const old = this.#moments.get(name)
      const [mean, square, moved] = tf.tidy(() => {
        const g = tf.mul(gradient, 1 - beta1)
        const g2 = tf.mul(tf.square(gradient), 1 - beta2)
        const m = old ? tf.add(tf.mul(old.mean, beta1), g) : g
        const v = old ? tf.add(tf.mul(old.square, beta2), g2) : g2
        const denominator = tf.add(tf.div(tf.sqrt(v), correction2), epsilon)
        const decayed = tf.mul(parameters.get(name), 1 - learningRate * weightDecay)
        return [m, v, tf.sub(decayed, tf.mul(tf.div(m, denominator), learningRate / correction1))]
      }) as [tf.Tensor, tf.Tensor, tf.Tensor]
      old?.mean.dispose()
      old?.square.dispose()
      this.#moments.set(name, { mean: tf.keep(mean), square: tf.keep(square) })
      parameters.set(name, moved)
    }
  }

  dispose(): void {
    for (const { mean, square } of this.#moments.values()) tf.dispose([mean, square])
    this.#moments.clear()
  }
}
