import {
  CAFFEINE_BEATS,
  RESTLESS_BEATS,
  SHORT_NIGHT_LUX,
  SHORT_NIGHT_UNTIL,
  STRESS_BEATS,
} from './effects.ts'
import type { Person } from './person.ts'
import { atWork, MINUTES, type DayPlan, type State } from './plan.ts'
import { random } from './random.ts'
import type { TableDay } from './tables.ts'

/** Google's codes. */
const CODES: Readonly<Record<State, string>> = {
  asleep: '3',
  turning: '3',
  still: '3',
  working: '3',
  walking: '7',
  riding: '0',
}

/** Beats a minute above rest. */
const BEATS: Readonly<Record<State, number>> = {
  asleep: -6,
  turning: 0,
  still: 4,
  working: 8,
  walking: 30,
  riding: 7,
}

/** The phone's guess, once a minute. */
export function activity(of: Person, plan: DayPlan): TableDay {
  const { next, chance } = random(of.seed, 4, plan.number)
  const times: number[] = []
  const codes: string[] = []
  for (let minute = 0; minute < MINUTES; minute++) {
    if (chance(0.02)) continue
    times.push(minute * 60_000 + Math.floor(1000 * next()))
    codes.push(chance(0.03) ? '4' : CODES[plan.states[minute]!])
  }
  return { times: Float64Array.from(times), columns: { m_activity: codes } }
}

/** The watch's, once a minute; 0 is how it says that it has none. */
export function heart(of: Person, plan: DayPlan): TableDay {
  const { next, normal, chance } = random(of.seed, 5, plan.number)
  const times: number[] = []
  const beats: number[] = []
  let drift = 0
  for (let minute = 0; minute < MINUTES; minute++) {
    // What the heart did a minute ago it mostly still does.
    drift = 0.9 * drift + 1.6 * normal()
    const time = minute * 60_000 + Math.floor(3000 * next())
    const raised =
      (atWork(plan, 'lateCaffeine', minute) ? CAFFEINE_BEATS : 0) +
      (atWork(plan, 'stressAtWork', minute) ? STRESS_BEATS : 0) +
      (atWork(plan, 'restlessNight', minute) ? RESTLESS_BEATS : 0)
    if (atWork(plan, 'forgottenWatch', minute)) continue
    times.push(time)
    const rate = of.heart + BEATS[plan.states[minute]!] + drift + raised
    beats.push(chance(0.02) ? 0 : Math.round(Math.max(38, rate)))
  }
  return { times: Float64Array.from(times), columns: { heart_rate: Float64Array.from(beats) } }
}

/** The phone's, every ten minutes. */
export function light(of: Person, plan: DayPlan): TableDay {
  const { next, between } = random(of.seed, 6, plan.number)
  const times: number[] = []
  const lux: number[] = []
  for (let minute = 5; minute < MINUTES; minute += 10) {
    const state = plan.states[minute]!
    const late = plan.causes.has('shortNight') && minute < SHORT_NIGHT_UNTIL
    const bright = state === 'asleep' || state === 'turning' ? 0 : late ? SHORT_NIGHT_LUX : 120
    const outside = state === 'walking' && minute > 420 && minute < 1140 ? 4000 : 0
    times.push(minute * 60_000 + Math.floor(2000 * next()))
    lux.push(Math.round(10 * (bright + outside) * between(0.6, 1.4)) / 10)
  }
  return { times: Float64Array.from(times), columns: { m_light: Float64Array.from(lux) } }
}

/** The watch's, on the minute, and only while there is something to count or the person is up. */
export function pedometer(of: Person, plan: DayPlan): TableDay {
  const { between, chance } = random(of.seed, 7, plan.number)
  const times: number[] = []
  const counted: number[] = []
  for (let minute = 0; minute < MINUTES; minute++) {
    const state = plan.states[minute]!
    if (state === 'asleep' || atWork(plan, 'forgottenWatch', minute)) continue
    const some = state === 'walking' ? of.pace * between(0.85, 1.05) : chance(0.12) ? between(4, 25) : 0
    if (some === 0 && !chance(0.3)) continue
    times.push(minute * 60_000)
    counted.push(Math.round(some))
  }
  const steps = Float64Array.from(counted)
  const distance = steps.map((count) => 0.72 * count)
  return {
    times: Float64Array.from(times),
    columns: {
      burned_calories: steps.map((count) => 1.1 + 0.035 * count),
      distance,
      running_steps: steps.map(() => 0),
      speed: distance.map((metres) => metres / 60),
      steps,
      step_frequency: steps.map((count) => count / 60),
      walking_steps: steps,
    },
  }
}
