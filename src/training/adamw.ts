import * as tf from '@tensorflow/tfjs-core'
import type { Parameters } from '../network/parameters.ts'
import { composedAdamW } from './adamw-composed.ts'
import type { AdamWKernel, AdamWNumbers } from './adamw-kernel.ts'
import { webgpuAdamW } from './adamw-webgpu.ts'

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
  readonly #moments = new Map<string, tf.Tensor[]>()
  #steps = 0

  constructor(readonly options: AdamWOptions = ADAMW) {}

  get steps(): number {
    return this.#steps
  }

  /** The moments' values, under names that `restore` knows; their form is the backend's own. */
  async snapshot(): Promise<Map<string, Float32Array>> {
    const values = new Map<string, Float32Array>()
    for (const [name, moments] of this.#moments)
      for (const [i, moment] of moments.entries())
        values.set(momentName(i, name), (await moment.data()) as Float32Array)
    return values
  }

  /** Goes on, on the same backend, from a snapshot that was taken after `steps` steps. */
  restore(parameters: Parameters, values: ReadonlyMap<string, Float32Array>, steps: number): void {
    this.dispose()
    this.#steps = steps
    for (const name of parameters.trained) {
      const shapes = kernelOfBackend().momentShapes(parameters.get(name).shape)
      const found = shapes.map((shape, i) => ({ shape, values: values.get(momentName(i, name)) }))
      const moments = found.flatMap(({ shape, values }) =>
        values ? [tf.keep(tf.tensor(values, shape))] : [],
      )
      if (moments.length > 0) this.#moments.set(name, moments)
    }
  }

  /** Moves the parameters one step; the gradients stay the caller's. */
  step(parameters: Parameters, gradients: ReadonlyMap<string, tf.Tensor>, learningRate: number): void {
    const { beta1, beta2, epsilon, weightDecay } = this.options
    this.#steps++
    const kernel = kernelOfBackend()
    const numbers: AdamWNumbers = {
      beta1,
      beta2,
      epsilon,
      keep: 1 - learningRate * weightDecay,
      rate: learningRate / (1 - beta1 ** this.#steps),
      correction: Math.sqrt(1 - beta2 ** this.#steps),
    }
    const update = kernel.update(numbers)
    for (const [name, gradient] of gradients) {
      const weights = parameters.get(name)
      const before = this.#moments.get(name) ?? kernel.momentShapes(weights.shape).map((s) => tf.zeros(s))
      const after = update.of(weights, gradient, before)
      tf.dispose(before)
      this.#moments.set(name, after.moments.map(tf.keep))
      parameters.set(name, after.weights)
    }
    update.dispose()
  }

  dispose(): void {
    for (const moments of this.#moments.values()) tf.dispose(moments)
    this.#moments.clear()
  }
}

const momentName = (index: number, name: string): string => `moment ${index} ${name}`

const kernelOfBackend = (): AdamWKernel => (tf.getBackend() === 'webgpu' ? webgpuAdamW : composedAdamW)
