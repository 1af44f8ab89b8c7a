import type { ChannelId } from '../lifelog/channels.ts'
import { LABELS, type Label } from '../lifelog/labels.ts'
import { CAUSES, probability, RESTLESS_TURNS, SHARE, SHORT_NIGHT_UNTIL, type Cause } from './effects.ts'
import type { Person } from './person.ts'
import { random } from './random.ts'

export const MINUTES = 1440
export type State = 'asleep' | 'turning' | 'still' | 'working' | 'walking' | 'riding'

/** Something that was planted: heat maps are judged by it. Seconds of the day. */
export interface Planted {
  readonly cause: Cause
  readonly channels: readonly ChannelId[]
  readonly from: number
  readonly to: number
}

/** A virtual day from midnight, before any sensor has seen it. */
export interface DayPlan {
  /** Number of the day, from 0. */
  readonly number: number
  readonly causes: ReadonlySet<Cause>
  readonly planted: readonly Planted[]
  /** One a minute. */
  readonly states: readonly State[]
  readonly labels: Readonly<Record<Label, 0 | 1>>
}

/** Minutes between which coffee works, and between which a forgotten watch lies at home. */
const CAFFEINE = [1200, 1440] as const
const FORGOTTEN = [540, 930] as const

const ACCELERATION: readonly ChannelId[] = ['acc_x', 'acc_y', 'acc_z']
const WATCH: readonly ChannelId[] = [
  'heart_rate',
  'burned_calories',
  'steps',
  'distance',
  'running_steps',
  'walking_steps',
  'pedometer_speed',
  'step_frequency',
]

/**
 * One day of a person: what happens, when, and the labels that follow. Everything that bears on a day's labels
 * lies in that day from midnight: its night is the one it begins with.
 */
export function planDay(of: Person, number: number): DayPlan {
  const { chance, next, between } = random(of.seed, 2, number)
  const causes = new Set(CAUSES.filter((cause) => chance(SHARE[cause])))
  const labels = Object.fromEntries(
    LABELS.map((label) => [label, next() < probability(label, causes) ? 1 : 0]),
  ) as Record<Label, 0 | 1>
  const shift = (spread: number): number => Math.round(between(-spread, spread))
  const wakes = of.wakes + shift(20)
  const bed = of.bed + shift(14)
  const [from, to] = [of.works[0] + shift(10), of.works[1] + shift(20)]
  const states = new Array<State>(MINUTES).fill('still')
  const set = (state: State, start: number, end: number): void => void states.fill(state, start, end)
  set('asleep', 0, wakes)
  set('asleep', bed, MINUTES)
  set('working', from, to)
  const way: State = of.walksToWork ? 'walking' : 'riding'
  set(way, from - 28, from)
  set(way, to, to + 28)
  set('walking', 725 + shift(10), 745)
  if (chance(0.5)) set('walking', 1140 + shift(20), 1180)
  for (let k = 0; k < 6; k++) {
    const start = Math.round(between(wakes, bed - 5))
    set('walking', start, start + 3)
  }
  const planted: Planted[] = []
  const plant = (cause: Cause, channels: readonly ChannelId[], start: number, end: number): void =>
    void planted.push({ cause, channels, from: 60 * start, to: 60 * end })
  if (causes.has('shortNight')) {
    set('still', 0, SHORT_NIGHT_UNTIL)
    plant('shortNight', [...ACCELERATION, 'light', 'heart_rate'], 0, SHORT_NIGHT_UNTIL)
  }
  const asleep = causes.has('shortNight') ? SHORT_NIGHT_UNTIL : 0
  const turns = causes.has('restlessNight') ? RESTLESS_TURNS : 2
  for (let k = 0; k < turns; k++) {
    const start = Math.round(between(asleep, wakes - 5))
    const end = start + Math.round(between(2, 4))
    set('turning', start, end)
    if (causes.has('restlessNight'))
      plant('restlessNight', [...ACCELERATION, 'ambience', 'heart_rate'], start, end)
  }
  if (causes.has('lateCaffeine')) plant('lateCaffeine', ['heart_rate'], ...CAFFEINE)
  if (causes.has('stressAtWork')) plant('stressAtWork', ['heart_rate', ...ACCELERATION], from, to)
  if (causes.has('forgottenWatch')) plant('forgottenWatch', WATCH, ...FORGOTTEN)
  return { number, causes, planted, states, labels }
}

/** Whether a cause is at work in a minute, as far as its channel shows it. */
export function atWork(plan: DayPlan, cause: Cause, minute: number): boolean {
  return plan.planted.some((p) => p.cause === cause && 60 * minute >= p.from && 60 * minute < p.to)
}
