import { STRESS_FIDGETING } from './effects.ts'
import type { Person } from './person.ts'
import { atWork, MINUTES, type DayPlan, type State } from './plan.ts'
import { random } from './random.ts'
import type { TableDay } from './tables.ts'

/** Samples a second; each comes up to this many milliseconds late. */
const RATE = 50
const JITTER = 14

const GRAVITY = 9.80665
/** A phone's sensor counts in such steps of m/s². */
const STEP = 1 / 418

/** Deviation of a minute's movement, m/s². */
const MOVEMENT: Readonly<Record<State, number>> = {
  asleep: 0.02,
  turning: 0.9,
  still: 0.12,
  working: 0.1,
  walking: 0.7,
  riding: 0.35,
}
const STRIDE = 2.4

/** The phone's 50 Hz: gravity in some direction, movement around it, strides when walking. */
export function acceleration(of: Person, plan: DayPlan): TableDay {
  const { between, chance, next, normal } = random(of.seed, 3, plan.number)
  const most = MINUTES * 60 * RATE
  const times = new Float64Array(most)
  const [x, y, z] = [new Float64Array(most), new Float64Array(most), new Float64Array(most)]
  let n = 0
  let down: readonly [number, number, number] = [0, 0, GRAVITY]
  for (let minute = 0; minute < MINUTES; minute++) {
    const state = plan.states[minute]!
    if (state === 'walking' || state === 'turning' || chance(0.03)) {
      const [tilt, turn] = [between(0, 1.4), between(0, 2 * Math.PI)]
      const flat = GRAVITY * Math.sin(tilt)
      down = [flat * Math.cos(turn), flat * Math.sin(turn), GRAVITY * Math.cos(tilt)]
    }
    // Now and then the phone says nothing for a minute.
    if (chance(0.004)) continue
    const stressed = state === 'working' && atWork(plan, 'stressAtWork', minute)
    const deviation = MOVEMENT[state] * (stressed ? STRESS_FIDGETING : 1)
    const stride = state === 'walking' ? STRIDE : 0
    const beat = (2 * Math.PI * of.pace) / 60
    for (let i = 0; i < 60 * RATE; i++) {
      const time = minute * 60_000 + i * (1000 / RATE) + Math.floor(next() * JITTER)
      const step = stride > 0 ? stride * Math.sin((beat * time) / 1000) : 0
      times[n] = time
      x[n] = stepped(down[0] + deviation * normal())
      y[n] = stepped(down[1] + deviation * normal() + 0.4 * step)
      z[n++] = stepped(down[2] + deviation * normal() + step)
    }
  }
  const used = (all: Float64Array): Float64Array => all.subarray(0, n)
  return { times: used(times), columns: { x: used(x), y: used(y), z: used(z) } }
}

const stepped = (value: number): number => Math.fround(Math.round(value / STEP) * STEP)
