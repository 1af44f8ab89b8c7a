import type { EpochRecord } from './card.ts'

/** A run after a whole epoch: everything needed to go on as if nothing had happened. */
export interface Checkpoint {
  /** One record for each finished epoch. */
  readonly history: readonly EpochRecord[]
  /** State of the random generator. */
  readonly random: number
  /** Steps that the optimiser has taken. */
  readonly steps: number
  /** Weights, running statistics and the optimiser's moments, in memory's order. */
  readonly tensors: ReadonlyMap<string, Float32Array>
  /** Weights and running statistics of the best epoch so far, where that one's are to be kept. */
  readonly best?: BestEpoch | undefined
}

export interface BestEpoch {
  /** From 1. */
  readonly epoch: number
  readonly tensors: ReadonlyMap<string, Float32Array>
}
