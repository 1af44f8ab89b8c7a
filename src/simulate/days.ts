import type { Day } from '../lifelog/day.ts'
import { buildDay, type Making } from '../readers/build-day.ts'
import { Gatherer } from '../readers/gather.ts'
import { nameOf, SIMULATED } from './names.ts'
import { person } from './person.ts'
import { planDay } from './plan.ts'
import { samplesOf } from './samples.ts'

const DAY = 86_400_000

/**
 * A virtual participant's days, from midnight, one after the other, with labels that follow from what was
 * planted. A day takes a second or two: `pause` is waited for between its tables. Ends quietly when the signal
 * aborts.
 */
export async function* simulatedDays(
  seed: number,
  count: number,
  { filling, rate }: Pick<Making, 'filling' | 'rate'>,
  signal: AbortSignal,
  pause: () => Promise<void>,
): AsyncGenerator<Day> {
  const of = person(seed)
  for (let number = 0; number < count; number++) {
    const plan = planDay(of, number)
    const gatherer = new Gatherer('midnight')
    for (const samples of samplesOf(of, plan, nameOf(seed), number * DAY)) {
      gatherer.add(samples, false, SIMULATED)
      await pause()
      if (signal.aborted) return
    }
    // What the last half second of a day says of the next one's first is left to that day.
    for (const gathered of gatherer.take((day) => day === number))
      yield buildDay(gathered, { start: 'midnight', filling, rate }, { measures: {}, labels: plan.labels })
  }
}
