import { SECONDS_A_DAY } from '../lifelog/day.ts'

/** A sample counts for the seconds that lie within this of it. */
const REACH = 0.5

/** Which samples of a stretch belong to a day, and where the day lies; all in the unit of the times. */
export interface Stretch {
  /** Place of the first sample. */
  readonly from: number
  /** Times from `since` to before `until` belong; the run ends at the first sample beyond them. */
  readonly since: number
  readonly until: number
  /** The time at which the day starts. */
  readonly start: number
  /** Values outside are no samples. */
  readonly plausible: readonly [low: number, high: number]
}

/**
 * One channel's day on whole seconds, by the paper's rule as the golden files fix it: each second takes the
 * sample nearest to it, if one lies within half a second; of two equally near the earlier. Samples may come
 * in any order and any number; what is kept doesn't grow with them. A sample half-way between two seconds
 * serves both.
 */
export class NearestSeconds {
  /** NaN where no sample was near. */
  readonly values: Float32Array
  /** Time of the chosen sample minus its second's, in the unit of the times; Infinity where there is none. */
  readonly #offsets: Float32Array
  readonly #unit: number
  #empty = true

  /** @param unit of the times, as so many a second: 1000 for milliseconds */
  constructor(length: number = SECONDS_A_DAY, unit: number = 1) {
    this.values = new Float32Array(length).fill(NaN)
    this.#offsets = new Float32Array(length).fill(Infinity)
    this.#unit = unit
  }

  /** Whether no second has a sample. */
  get empty(): boolean {
    return this.#empty
  }

  /**
   * Adds samples until one isn't the stretch's. Neighbours mostly share a second, in whatever order: of a run
   * only the nearest is looked up, so that fifty samples a second cost little more than one.
   * @returns the place of the first sample that was left
   */
  add(times: Numbers, values: Numbers, { from, since, until, start, plausible }: Stretch): number {
    const unit = this.#unit
    const half = REACH * unit
    for (let i = from; i < times.length;) {
      const at = times[i] as number
      if (!(at >= since && at < until)) return i
      const second = Math.floor((at - start) / unit + REACH)
      const centre = start + second * unit
      if (at - centre <= -half) {
        this.#offer(second - 1, half, values[i] as number, plausible)
        this.#offer(second, -half, values[i++] as number, plausible)
        continue
      }
      const end = endOfRun(times, i, Math.max(since, centre - half), Math.min(until, centre + half))
      const nearest = nearestOf(times, values, i, end, centre, plausible)
      if (nearest >= 0)
        this.#offer(second, (times[nearest] as number) - centre, values[nearest] as number, plausible)
      i = end
    }
    return times.length
  }

  #offer(second: number, from: number, value: number, [low, high]: readonly [number, number]): void {
    if (!(second >= 0 && second < this.values.length && value >= low && value <= high)) return
    const offset = Math.fround(from)
    if (!isNearer(offset, this.#offsets[second] as number)) return
    this.#offsets[second] = offset
    this.values[second] = value
    this.#empty = false
  }
}

/** Of two equally near the earlier is nearer. */
const isNearer = (offset: number, than: number): boolean =>
  Math.abs(offset) < Math.abs(than) || (Math.abs(offset) === Math.abs(than) && offset < than)

/** The place behind `from` of the first time that isn't between `after` and `before`. */
function endOfRun(times: Numbers, from: number, after: number, before: number): number {
  let i = from + 1
  while (i < times.length && (times[i] as number) > after && (times[i] as number) < before) i++
  return i
}

/** The place of the plausible sample nearest to `centre`, in rounded distance as it is kept; −1 where there is none. */
function nearestOf(
  times: Numbers,
  values: Numbers,
  from: number,
  to: number,
  centre: number,
  [low, high]: readonly [number, number],
): number {
  let nearest = -1
  let best = Infinity
  for (let i = from; i < to; i++) {
    const value = values[i] as number
    // Unknown values are no samples either.
    if (!(value >= low && value <= high)) continue
    const offset = Math.fround((times[i] as number) - centre)
    if (!isNearer(offset, best)) continue
    best = offset
    nearest = i
  }
  return nearest
}

/** Numbers by index; loops over typed arrays are the fast ones. */
type Numbers = ArrayLike<number>

const EVERYTHING: Omit<Stretch, 'from'> = {
  since: -Infinity,
  until: Infinity,
  start: 0,
  plausible: [-Infinity, Infinity],
}

/**
 * The paper's first step on plain arrays.
 * @param times seconds since the day's start, in any order
 * @param values of the same length
 * @returns one value a second, NaN where none lies within half a second
 */
export function nearestSecond(times: Numbers, values: Numbers, length: number = SECONDS_A_DAY): Float32Array {
  const day = new NearestSeconds(length)
  // A run ends at a time that is no number; that sample is passed over.
  for (let from = 0; from < times.length;) from = day.add(times, values, { ...EVERYTHING, from }) + 1
  return day.values
}
