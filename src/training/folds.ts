import { Random } from './random.ts'

/** Which days are learnt from and which are held out, by id. */
export interface Fold {
  readonly training: ReadonlySet<string>
  readonly heldOut: ReadonlySet<string>
}

/** What a division has to know of a day. */
export interface DividedDay {
  readonly dayId: string
  readonly participant: string
}

/**
 * How days are divided into folds.
 *
 * - `people`: nobody is on both sides: would it hold for a new person?
 * - `onePerson`: the same, each person held out alone.
 * - `days`: days drawn by lot, as the paper's folds; the same people are on both sides, so that knowing them is enough.
 * - `time`: each person's days in blocks one after the other: would it hold for somebody known, later on?
 */
export const DIVISIONS = ['people', 'onePerson', 'days', 'time'] as const
export type Division = (typeof DIVISIONS)[number]

/** Labelled days that one person alone must have before a network learns from them. */
export const ENOUGH_OWN_DAYS = 30

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

/** That split as a fold. */
export function quarterOut(days: readonly DividedDay[], seed: number): Fold {
  const { heldOut } = splitByParticipant(
    days.map(({ participant }) => participant),
    seed,
  )
  return foldWithout(days, ({ participant }) => heldOut.includes(participant))
}

/**
 * One person's days as a fold: the last of them are held out, so that scores say how the network does later on with
 * somebody it knows.
 */
export function lastDaysOut(days: readonly DividedDay[]): Fold {
  const ids = days.map(({ dayId }) => dayId).sort()
  const first = ids.length - Math.round(ids.length * HELD_OUT_SHARE)
  return { training: new Set(ids.slice(0, first)), heldOut: new Set(ids.slice(first)) }
}

/**
 * Every day is held out in one fold. Depends on the set of days and the seed alone. Days are taken to follow one
 * another in the order of their ids, which end in a date.
 * @param count of folds; `onePerson` makes as many as there are people
 * @throws RangeError where there are fewer people, or days of a person, than folds
 */
export function folds(
  days: readonly DividedDay[],
  division: Division,
  count: number,
  seed: number,
): readonly Fold[] {
  const sorted = [...days].sort((a, b) => (a.dayId < b.dayId ? -1 : 1))
  const people = [...new Set(sorted.map(({ participant }) => participant))].sort()
  const parts = division === 'onePerson' ? people.length : count
  const partOf = partsOf(sorted, people, division, parts, seed)
  return Array.from({ length: parts }, (_, k) => foldWithout(sorted, (day) => partOf.get(day.dayId) === k))
}

/** Which part each day is of, 0 to `parts` − 1. */
function partsOf(
  days: readonly DividedDay[],
  people: readonly string[],
  division: Division,
  parts: number,
  seed: number,
): Map<string, number> {
  const units = division === 'days' || division === 'time' ? days.length : people.length
  if (parts < 2 || units < parts)
    throw new RangeError(`${units} ${units === days.length ? 'days' : 'people'} can't be ${parts} folds`)
  if (division === 'time') return inBlocks(days, people, parts)
  if (division === 'days')
    return dealt(
      days.map(({ dayId }) => dayId),
      parts,
      seed,
    )
  const order = division === 'onePerson' ? new Map(people.map((p, k) => [p, k])) : dealt(people, parts, seed)
  return new Map(days.map(({ dayId, participant }) => [dayId, order.get(participant) ?? 0]))
}

/** Names in random order, dealt out like cards: parts differ by one at most. */
const dealt = (names: readonly string[], parts: number, seed: number): Map<string, number> =>
  new Map(new Random(seed).shuffled(names).map((name, i) => [name, i % parts]))

function inBlocks(
  days: readonly DividedDay[],
  people: readonly string[],
  parts: number,
): Map<string, number> {
  const part = new Map<string, number>()
  for (const person of people) {
    const own = days.filter(({ participant }) => participant === person)
    own.forEach(({ dayId }, i) => part.set(dayId, Math.floor((i * parts) / own.length)))
  }
  return part
}

function foldWithout(days: readonly DividedDay[], isHeldOut: (day: DividedDay) => boolean): Fold {
  const ids = (list: readonly DividedDay[]): Set<string> => new Set(list.map(({ dayId }) => dayId))
  return {
    training: ids(days.filter((day) => !isHeldOut(day))),
    heldOut: ids(days.filter(isHeldOut)),
  }
}
