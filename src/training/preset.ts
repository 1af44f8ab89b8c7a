import type { InputChoice, InputKind } from '../inputs/encoding.ts'
import { MINUTE_RATE } from '../lifelog/day.ts'
import type { NetworkName } from '../network/design.ts'
import type { BackendName } from '../network/device.ts'
import type { Stage } from '../network/stages.ts'
import { COURSES, type Course, type CourseName } from './courses.ts'
import type { ScheduleChoice } from './schedules.ts'

/** What a person may choose of a run. */
export interface Choice extends InputChoice {
  readonly architecture: NetworkName
  readonly batch: number
  readonly epochs: number
  /** Whether every step is one of Sharpness-Aware Minimisation. */
  readonly sam: boolean
  /** Whether training days are changed a little each time. */
  readonly augmented: boolean
  /** The last of the stages from the input on that stay as they began; null where all of the network learns. */
  readonly frozen: Stage | null
}

/** What of a course may be otherwise; absent is the course's own. */
export interface CourseChange {
  readonly learningRate?: number
  readonly weightDecay?: number
  readonly schedule?: ScheduleChoice
  readonly keep?: Course['keep']
}

/** What a person wants otherwise than a course is meant. */
export type Wish = Partial<Choice> & { readonly course?: CourseChange }

/**
 * Everything that decides a run besides the days, the seed and the weights it starts from. Data alone, so that it
 * travels between page, worker and store, and the page can show it without TensorFlow.js.
 */
export interface Preset extends Choice, Course {
  readonly name: CourseName | 'chosen'
}

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
  frozen: null,
})

/** What each course is meant for, where it differs from the quick one; the network of the paper's Table II. */
const MEANT_FOR: Readonly<Record<CourseName, Partial<Choice>>> = {
  quick: {},
  recommended: { batch: 16, epochs: 20, augmented: true },
  paper: { ...published('seresnext101_32x4d', 'five'), style: 'paper' },
  'section-iv': { ...published('seresnext101_32x4d', 'five'), style: 'paper', sam: true },
  'notebook-5': { ...published('seresnext101_32x4d', 'five'), style: 'notebook' },
  'notebook-11': { ...published('resnext101_32x32d', 'eleven'), style: 'notebook', epochs: 500 },
}

function published(architecture: NetworkName, channels: Choice['channels']): Partial<Choice> {
  return { architecture, channels, side: 224, batch: 16, epochs: 200, augmented: true }
}

/**
 * A course with what was chosen otherwise; it keeps its name where nothing was. A network that can't look at the
 * chosen input gives way to the usual one of that input.
 */
export function presetOf(course: CourseName, wish: Wish, backend: BackendName): Preset {
  const { course: change = {}, ...choice } = wish
  const meant: Choice = { ...quickChoice(backend), ...MEANT_FOR[course] }
  const input = choice.input ?? meant.input
  const usual = input === meant.input ? meant : { ...quickChoice(backend, input), ...lengthOf(meant) }
  const wanted = { ...usual, ...choice }
  const suits = NETWORKS_FOR[input].includes(wanted.architecture)
  const chosen: Choice = {
    ...wanted,
    architecture: suits ? wanted.architecture : NETWORKS_FOR[input][0],
  }
  const asMeant = (Object.keys(meant) as (keyof Choice)[]).every((key) => chosen[key] === meant[key])
  const asWritten = Object.values(change).every((value) => value === undefined)
  return { ...chosen, ...courseWith(COURSES[course], change), name: asMeant && asWritten ? course : 'chosen' }
}

const courseWith = (course: Course, { weightDecay, ...change }: CourseChange): Course => ({
  ...course,
  ...change,
  optimiser: { ...course.optimiser, ...(weightDecay !== undefined && { weightDecay }) },
})

/** What of a course holds for any input. */
const lengthOf = ({ batch, epochs, augmented, sam }: Choice): Partial<Choice> => ({
  batch,
  epochs,
  augmented,
  sam,
})

/** The quick preset with what was chosen otherwise. */
export const chosenPreset = (choice: Wish, backend: BackendName): Preset => presetOf('quick', choice, backend)

export const quickPreset = (backend: BackendName): Preset => chosenPreset({}, backend)
