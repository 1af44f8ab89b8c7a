import type { Day } from '../lifelog/day.ts'
import { buildDay, type Making } from '../readers/build-day.ts'
import { Gatherer } from '../readers/gather.ts'
import { person } from './person.ts'
import { planDay } from './plan.ts'
import { samplesOf } from './samples.ts'

/** The source of every virtual day. */
export const SIMULATED = 'simulated'

const DAY = 86_400_000

/** The name of the virtual participant that a seed makes: it says what it is wherever it is shown. */
export const nameOf = (seed: number): string => `${SIMULATED} ${seed}`

/** The first seed none of the participants was made of. */
export function freeSeed(participants: Iterable<string>): number {
  const taken = new Set(participants)
  let seed = 1
  while (taken.has(nameOf(seed))) seed++
  return seed
}

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
