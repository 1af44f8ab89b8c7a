import type { Label } from '../lifelog/labels.ts'
import { LOG_ODDS, type Cause } from './effects.ts'
import type { VirtualDay } from './oracle.ts'
import { person } from './person.ts'
import { planDay, type DayPlan, type Planted } from './plan.ts'

/** What was planted in a day that bears on a label, by channel and time: where a map of that label should point. */
export const regionsFor = (label: Label, { planted }: Pick<DayPlan, 'planted'>): readonly Planted[] =>
  planted.filter(({ cause }) => LOG_ODDS[label][cause] !== undefined)

/** The same for a virtual day by its name. */
export const causeRegions = (label: Label, { seed, number }: VirtualDay): readonly Planted[] =>
  regionsFor(label, planDay(person(seed), number))

/** The causes that were planted, each once. */
export const causesIn = (planted: readonly Pick<Planted, 'cause'>[]): Cause[] => [
  ...new Set(planted.map(({ cause }) => cause)),
]
