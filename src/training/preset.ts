import type { InputChoice, InputKind } from '../inputs/encoding.ts'
import { MINUTE_RATE } from '../lifelog/day.ts'
import type { NetworkName } from '../network/design.ts'
import type { BackendName } from '../network/device.ts'
import type { AdamWOptions } from './adamw.ts'

/** What a person may choose of a run. */
export interface Choice extends InputChoice {
  readonly architecture: NetworkName
  readonly batch: number
  readonly epochs: number
  /** Whether every step is one of Sharpness-Aware Minimisation. */
  readonly sam: boolean
  /** Whether training days are changed a little each time. */
  readonly augmented: boolean
}

/**
 * Everything that decides a run besides the days, the seed and the weights it starts from. Data alone, so that it
 * travels between page, worker and store, and the page can show it without TensorFlow.js.
 */
export interface Preset extends Choice {
  readonly name: 'quick' | 'recommended' | 'chosen'
  /** Of the first epoch. */
  readonly learningRate: number
  /** How it goes on: the same throughout, or falling to nothing along half a cosine. */
  readonly schedule: 'constant' | 'cosine'
  readonly optimiser: AdamWOptions
}

const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }

/** What nobody chooses by hand. */
const COURSES = {
  quick: { learningRate: 3e-4, schedule: 'constant', optimiser: { ...ADAM, weightDecay: 0.01 } },
  recommended: { learningRate: 1e-3, schedule: 'cosine', optimiser: { ...ADAM, weightDecay: 0.05 } },
} as const satisfies Record<string, Pick<Preset, 'learningRate' | 'schedule' | 'optimiser'>>

/** Of two-dimensional inputs, from small to large. */
const RESNEXTS: readonly [NetworkName, ...NetworkName[]] = [
  'seresnext_mini',
  'seresnext_tiny',
  'seresnext26_32x4d',
  'seresnext50_32x4d',
  'seresnext101_32x4d',
  'resnext101_32x4d',
  'resnext101_32x8d',
  'resnext101_32x16d',
  'resnext101_32x32d',
]

/** Networks that can look at an input; the first is the usual one. */
export const NETWORKS_FOR: Readonly<Record<InputKind, readonly [NetworkName, ...NetworkName[]]>> = {
  picture: RESNEXTS,
  planes: RESNEXTS,
  raw: ['resnet1d_mini', 'resnet1d'],
  spectrogram: ['spectrogram_resnet1d_mini', 'spectrogram_resnet1d'],
}

/** A first result within minutes on any laptop: a processor gets smaller pictures. */
export const quickChoice = (backend: BackendName, input: InputKind = 'picture'): Choice => ({
  input,
  style: 'recommended',
  channels: 'own',
  rate: input === 'picture' ? 1 : MINUTE_RATE,
  architecture: NETWORKS_FOR[input][0],
  side: backend === 'webgpu' || backend === 'webgl' ? 224 : 112,
  batch: 8,
  epochs: 10,
  sam: false,
  augmented: false,
})

/**
 * The quick preset with what was chosen otherwise; it keeps its name where nothing was. A network that can't look at
 * the chosen input gives way to the usual one of that input.
 */
export function chosenPreset(choice: Partial<Choice>, backend: BackendName): Preset {
  const { input } = { ...quickChoice(backend), ...choice }
  const usual = quickChoice(backend, input)
  const wanted = { ...usual, ...choice }
  const { architecture } = NETWORKS_FOR[input].includes(wanted.architecture) ? wanted : usual
  const chosen: Choice = { ...wanted, architecture }
  const quick = quickChoice(backend)
  const name = (Object.keys(quick) as (keyof Choice)[]).every((key) => chosen[key] === quick[key])
    ? 'quick'
    : 'chosen'
  return { ...chosen, name, ...COURSES.quick }
}

/** For hundreds of days and more: larger batches, a rate that falls, and days that never look twice the same. */
export function recommendedPreset(choice: Partial<Choice>, backend: BackendName): Preset {
  const usual = { batch: 16, epochs: 20, augmented: true }
  return { ...chosenPreset({ ...usual, ...choice }, backend), name: 'recommended', ...COURSES.recommended }
}

export const quickPreset = (backend: BackendName): Preset => chosenPreset({}, backend)
