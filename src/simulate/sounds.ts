import type { Person } from './person.ts'
import { MINUTES, type DayPlan, type State } from './plan.ts'
import { random } from './random.ts'
import type { TableDay } from './tables.ts'

const INSIDE = [
  'Inside, small room',
  'Silence',
  'Speech',
  'Animal',
  'Clock',
  'Music',
  'Mechanical fan',
  'Typing',
]
const OUTSIDE = [
  'Outside, urban or manmade',
  'Vehicle',
  'Car',
  'Speech',
  'Wind',
  'Footsteps',
  'Bird',
  'Music',
]

/** How loud breath is beside the rest, 0 to 1. */
const BREATH: Readonly<Record<State, number>> = {
  asleep: 0.12,
  turning: 0.3,
  still: 0.01,
  working: 0.01,
  walking: 0.03,
  riding: 0.01,
}

/** What the phone heard, every two minutes: ten names of AudioSet with their probabilities, as text. */
export function sounds(of: Person, plan: DayPlan): TableDay {
  const { next } = random(of.seed, 8, plan.number)
  const times: number[] = []
  const heard: (readonly [string, string])[][] = []
  for (let minute = 0; minute < MINUTES; minute += 2) {
    const state = plan.states[minute]!
    const names = state === 'walking' || state === 'riding' ? OUTSIDE : INSIDE
    const breath = BREATH[state]
    const pairs = [
      ...names.map((name, i) => [name, 0.6 * next() ** (i + 1)] as const),
      ['Breathing', breath * next()] as const,
      ['Sigh', 0.4 * breath * next()] as const,
    ]
    times.push(minute * 60_000 + Math.floor(1500 * next()))
    heard.push(pairs.sort((a, b) => b[1] - a[1]).map(([name, share]) => [name, share.toFixed(6)] as const))
  }
  return { times: Float64Array.from(times), columns: { ambience_labels: heard } }
}
