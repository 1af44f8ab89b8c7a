import { SECONDS_A_DAY } from '../lifelog/day.ts'
import { fillLinear } from './fill.ts'

/** pandas makes repeated stamps unique by moving the k-th repeat k nanoseconds on. */
const REPEAT_STEP = 1e-9

/**
 * The authors' notebooks, first step (reference 3.1, step 5): the grid runs from the floor of the first sample
 * to the floor of the last, and each of its seconds takes the nearest sample however far, ties the later.
 * A NaN sample takes part and wins its neighbourhood.
 * @param times seconds since midnight, ascending, of one day
 */
export function nearestWithoutLimit(
  times: ArrayLike<number>,
  values: ArrayLike<number>,
  length: number = SECONDS_A_DAY,
): Float32Array {
  const grid = new Float32Array(length).fill(NaN)
  const unique = apart(times)
  if (unique.length === 0) return grid
  const first = Math.max(0, Math.floor(times[0] as number))
  const last = Math.min(length - 1, Math.floor(times[times.length - 1] as number))
  let at = 0
  for (let second = first; second <= last; second++) {
    while (
      at + 1 < unique.length &&
      Math.abs((unique[at + 1] as number) - second) <= Math.abs((unique[at] as number) - second)
    )
      at++
    grid[second] = values[at] as number
  }
  return grid
}

/**
 * The first step on whole seconds that are known already, as a kept day has them: what lies between two takes the
 * nearer, of equally near ones the later. Against the samples themselves a step may come a second early or late, a
 * sensor's zeros, which are no samples here, leave a step where the notebooks draw a line, and a last sample late in
 * its second is held here, where the notebooks' grid ends before it.
 */
export function stepAtMidpoints(known: Float32Array): Float32Array {
  const stepped = known.slice()
  let last = -1
  for (let i = 0; i < known.length; i++) {
    const after = known[i] as number
    if (after !== after) continue
    if (last >= 0) {
      const middle = Math.ceil((last + i) / 2)
      stepped.fill(known[last] as number, last + 1, middle)
      stepped.fill(after, middle, i)
    }
    last = i
  }
  return stepped
}

/**
 * Second step (3.1, step 8), pandas' `interpolate(method='linear')` with its defaults: straight lines inside,
 * nothing before the first value, and the last value carried to the end of the day.
 */
export function fillAndCarry(grid: Float32Array): Float32Array {
  const filled = fillLinear(grid)
  let last = filled.length - 1
  while (last >= 0 && Number.isNaN(filled[last])) last--
  if (last >= 0) filled.fill(filled[last] as number, last + 1)
  return filled
}

/** Both steps of the `notebook` preset. */
export const synchroniseAsNotebook = (
  times: ArrayLike<number>,
  values: ArrayLike<number>,
  length: number = SECONDS_A_DAY,
): Float32Array => fillAndCarry(nearestWithoutLimit(times, values, length))

function apart(times: ArrayLike<number>): Float64Array {
  const unique = Float64Array.from(times)
  let repeat = 0
  for (let i = 1; i < unique.length; i++) {
    repeat = times[i] === times[i - 1] ? repeat + 1 : 0
    unique[i]! += repeat * REPEAT_STEP
  }
  return unique
}
