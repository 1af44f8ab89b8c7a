import type { ArchitectureName } from '../network/architecture.ts'
import type { BackendName } from '../network/device.ts'
import type { AdamWOptions } from './adamw.ts'

/** What a person may choose of a run. */
export interface Choice {
  readonly architecture: ArchitectureName
  /** Side of the square pictures, in pixels. */
  readonly side: number
  readonly batch: number
  readonly epochs: number
  /** Whether every step is one of Sharpness-Aware Minimisation. */
  readonly sam: boolean
}

/**
 * Everything that decides a run besides the days, the seed and the weights it starts from. Data alone, so that it
 * travels between page, worker and store, and the page can show it without TensorFlow.js.
 */
export interface Preset extends Choice {
  readonly name: 'quick' | 'chosen'
  /** The same throughout. */
  readonly learningRate: number
  readonly optimiser: AdamWOptions
}

const OPTIMISER: AdamWOptions = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 }
const LEARNING_RATE = 3e-4

/** A first result within minutes on any laptop: a processor gets smaller pictures. */
export const quickChoice = (backend: BackendName): Choice => ({
  architecture: 'seresnext_mini',
  side: backend === 'webgpu' || backend === 'webgl' ? 224 : 112,
  batch: 8,
  epochs: 10,
  sam: false,
})

/** The quick preset with what was chosen otherwise; it keeps its name where nothing was. */
export function chosenPreset(choice: Partial<Choice>, backend: BackendName): Preset {
  const quick = quickChoice(backend)
  const chosen = { ...quick, ...choice }
  const name = (Object.keys(quick) as (keyof Choice)[]).every((key) => chosen[key] === quick[key])
    ? 'quick'
    : 'chosen'
  return { ...chosen, name, learningRate: LEARNING_RATE, optimiser: OPTIMISER }
}

export const quickPreset = (backend: BackendName): Preset => chosenPreset({}, backend)
