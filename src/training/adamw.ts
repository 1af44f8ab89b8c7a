import type { Gradients } from '../network/gradients.ts'
import type { Parameters } from '../network/parameters.ts'
import { ArenaMoments } from './adamw-arena.ts'
import { TensorMoments } from './adamw-tensors.ts'

export interface AdamWOptions {
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  /** Decoupled: every parameter shrinks by learning rate × this at each step. */
  readonly weightDecay: number
}

export const ADAMW: AdamWOptions = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 }

/** The numbers of one step, the same for every parameter. */
export interface AdamWNumbers {
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  /** 1 − learning rate × weight decay. */
  readonly keep: number
  /** Learning rate over the first moment's bias correction. */
  readonly rate: number
  /** Root of the second moment's bias correction. */
  readonly correction: number
}

/** Both moments of every trained parameter, and the step that uses them. */
export interface Moments {
  step(gradients: Gradients, numbers: AdamWNumbers): void
  snapshot(): Promise<MomentsSnapshot>
  dispose(): void
}

export interface MomentsSnapshot {
  readonly mean: Values
  readonly square: Values
}

type Values = ReadonlyMap<string, Float32Array>

/** AdamW (Loshchilov & Hutter 2019, algorithm 2), with PyTorch's conventions. Owns its moments. */
export class AdamW {
  #moments: Moments | null = null
  #steps = 0

  constructor(readonly options: AdamWOptions = ADAMW) {}

  get steps(): number {
    return this.#steps
  }

  /** The moments' values, under names that `restore` knows. */
  async snapshot(): Promise<Map<string, Float32Array>> {
    const values = new Map<string, Float32Array>()
    if (!this.#moments) return values
    const { mean, square } = await this.#moments.snapshot()
    for (const [name, value] of mean) values.set(`mean ${name}`, value)
    for (const [name, value] of square) values.set(`square ${name}`, value)
    return values
  }

  /** Goes on from a snapshot that was taken after `steps` steps. */
  restore(parameters: Parameters, values: Values, steps: number): void {
    this.dispose()
    this.#steps = steps
    this.#moments = momentsOf(parameters, (kind, name) => values.get(`${kind} ${name}`))
  }

  /** Moves the parameters one step; the gradients stay the caller's. */
  step(parameters: Parameters, gradients: Gradients, learningRate: number): void {
    const { beta1, beta2, epsilon, weightDecay } = this.options
    this.#steps++
    this.#moments ??= momentsOf(parameters, () => undefined)
    this.#moments.step(gradients, {
      beta1,
      beta2,
      epsilon,
      keep: 1 - learningRate * weightDecay,
      rate: learningRate / (1 - beta1 ** this.#steps),
      correction: Math.sqrt(1 - beta2 ** this.#steps),
    })
  }

  dispose(): void {
    this.#moments?.dispose()
    this.#moments = null
  }
}

/** What a moment is to begin with; zeros where this answers with nothing. */
export type MomentValues = (kind: 'mean' | 'square', name: string) => Float32Array | undefined

const momentsOf = (parameters: Parameters, valuesOf: MomentValues): Moments =>
  parameters.arena
    ? new ArenaMoments(parameters, parameters.arena, valuesOf)
    : new TensorMoments(parameters, valuesOf)
