/** The source of every virtual day. */
export const SIMULATED = 'simulated'

/** The name of the virtual participant that a seed makes: it says what it is wherever it is shown. */
export const nameOf = (seed: number): string => `${SIMULATED} ${seed}`

/** The first seed from `from` on that none of the participants was made of. */
export function freeSeed(participants: Iterable<string>, from = 1): number {
  const taken = new Set(participants)
  let seed = from
  while (taken.has(nameOf(seed))) seed++
  return seed
}
