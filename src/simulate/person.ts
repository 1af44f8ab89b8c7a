import { random } from './random.ts'

/** One virtual person's habits. Times are minutes of the day. */
export interface Person {
  readonly seed: number
  readonly wakes: number
  readonly bed: number
  readonly works: readonly [from: number, to: number]
  /** Beats a minute at rest. */
  readonly heart: number
  /** Steps a minute when walking. */
  readonly pace: number
  /** Whether the way to work is on foot. */
  readonly walksToWork: boolean
  /** Relative degrees, as ETRI gives them. */
  readonly home: readonly [latitude: number, longitude: number]
  readonly work: readonly [latitude: number, longitude: number]
}

export function person(seed: number): Person {
  const { between, chance } = random(seed, 1)
  const home = [between(0.2, 0.8), between(0.2, 0.8)] as const
  return {
    seed,
    wakes: Math.round(between(375, 465)),
    bed: Math.round(between(1375, 1425)),
    works: [Math.round(between(520, 580)), Math.round(between(1030, 1110))],
    heart: between(56, 74),
    pace: between(92, 118),
    walksToWork: chance(0.4),
    home,
    work: [home[0] + between(-0.06, 0.06), home[1] + between(-0.06, 0.06)],
  }
}
