import { LABELS } from '../lifelog/labels.ts'
import { probability } from './effects.ts'
import { nameOf } from './names.ts'
import { person } from './person.ts'
import { planDay } from './plan.ts'

/** A virtual day's name: which person, and which of their days. */
export interface VirtualDay {
  readonly seed: number
  readonly number: number
}

/**
 * What somebody would answer who knows all that was planted in a virtual day and what each cause does: no honest model
 * does better. Seven probabilities.
 */
export function oracleAnswers({ seed, number }: VirtualDay): number[] {
  const { causes } = planDay(person(seed), number)
  return LABELS.map((label) => probability(label, causes))
}

/** Which virtual day a stored one is; null where it was not simulated. */
export function virtualDay(participant: string, date: string): VirtualDay | null {
  const seed = Number(participant.split(' ').at(-1))
  if (!Number.isInteger(seed) || nameOf(seed) !== participant) return null
  return { seed, number: Math.round(Date.parse(date) / 86_400_000) }
}
