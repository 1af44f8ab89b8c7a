import { Random } from './random.ts'

export interface Split {
  readonly training: string[]
  readonly heldOut: string[]
}

/** Share of the people that is held out by one split. */
export const HELD_OUT_SHARE = 0.25

/**
 * One split by participant: nobody is on both sides. Depends on the set of people and the seed alone, not on
 * the order in which their files arrived.
 */
export function splitByParticipant(participants: readonly string[], seed: number): Split {
  const people = [...new Set(participants)].sort()
  const order = new Random(seed).shuffled(people)
  const held = people.length < 2 ? 0 : Math.max(1, Math.round(people.length * HELD_OUT_SHARE))
  return { training: order.slice(held).sort(), heldOut: order.slice(0, held).sort() }
}
