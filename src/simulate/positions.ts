import type { Person } from './person.ts'
import { MINUTES, type DayPlan } from './plan.ts'
import { random } from './random.ts'
import type { TableDay } from './tables.ts'

/** Seconds between two positions. */
const EVERY = 5

/** The phone's, every five seconds: at home, at work, or on the way between; indoors some are missing. */
export function positions(of: Person, plan: DayPlan): TableDay {
  const { next, normal, chance, between } = random(of.seed, 9, plan.number)
  const rows: { time: number; latitude: number; longitude: number; altitude: number; speed: number }[] = []
  const start = plan.states.indexOf('working')
  const end = plan.states.lastIndexOf('working')
  let lost = 0
  for (let second = 0; second < 60 * MINUTES; second += EVERY) {
    const minute = Math.floor(second / 60)
    const state = plan.states[minute]!
    const moving = state === 'walking' || state === 'riding'
    if (lost > 0 && !moving) {
      lost -= EVERY
      continue
    }
    if (!moving && chance(0.004)) lost = between(60, 900)
    // 0 at home, 1 at work; half an hour between.
    const out = Math.min((second / 60 - (start - 28)) / 28, (end + 29 - second / 60) / 28)
    const share = Math.min(1, Math.max(0, out))
    const at = (k: 0 | 1): number => of.home[k] + (of.work[k] - of.home[k]) * share + 2e-5 * normal()
    const pace = state === 'walking' ? 1.3 : state === 'riding' ? 11 : 0
    rows.push({
      time: second * 1000 + Math.floor(800 * next()),
      latitude: at(0),
      longitude: at(1),
      altitude: 42 + 15 * share + 2 * normal(),
      speed: Math.max(0, pace * between(0.8, 1.2) + (moving ? 0 : 0.05 * Math.abs(normal()))),
    })
  }
  const column = (name: keyof (typeof rows)[number]): Float64Array =>
    Float64Array.from(rows, (row) => row[name])
  return {
    times: column('time'),
    columns: {
      altitude: column('altitude'),
      latitude: column('latitude'),
      longitude: column('longitude'),
      speed: column('speed'),
    },
  }
}
