import { SECONDS_A_DAY } from '../lifelog/day.ts'

/** Farther than any sample that may count for a second. */
const NONE = 2

/** A sample counts for the seconds that lie within this of it. */
const REACH = 0.5

/**
 * One channel's day on whole seconds, by the paper's rule as the golden files fix it: each second takes the
 * sample nearest to it, if one lies within half a second; of two equally near the earlier. Samples may come
 * in any order and any number; what is kept doesn't grow with them. A sample half-way between two seconds
 * serves both.
 */
export class NearestSeconds {
  /** NaN where no sample was near. */
  readonly values: Float32Array
  /** Time of the chosen sample minus its second. */
  readonly #offsets: Float32Array

  constructor(length: number = SECONDS_A_DAY) {
    this.values = new Float32Array(length).fill(NaN)
    this.#offsets = new Float32Array(length).fill(NONE)
  }

  /** @param time seconds since the day's start; NaN values are no samples. */
  add(time: number, value: number): void {
    if (value !== value) return
    const below = Math.floor(time)
    const offset = time - below
    if (offset <= REACH) this.#offer(below, offset, value)
    if (offset >= REACH) this.#offer(below + 1, offset - 1, value)
  }

  #offer(second: number, offset: number, value: number): void {
    if (!(second >= 0 && second < this.values.length)) return
    const rounded = Math.fround(offset)
    const best = this.#offsets[second] as number
    const nearer = Math.abs(rounded) - Math.abs(best)
    if (nearer > 0 || (nearer === 0 && rounded >= best)) return
    this.#offsets[second] = rounded
    this.values[second] = value
  }
}

/**
 * The paper's first step on plain arrays.
 * @param times seconds since the day's start, in any order
 * @param values of the same length
 * @returns one value a second, NaN where none lies within half a second
 */
export function nearestSecond(
  times: ArrayLike<number>,
  values: ArrayLike<number>,
  length: number = SECONDS_A_DAY,
): Float32Array {
  const day = new NearestSeconds(length)
  for (let i = 0; i < times.length; i++) day.add(times[i] as number, values[i] as number)
  return day.values
}
