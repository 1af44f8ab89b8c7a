import type { ChannelKind } from '../lifelog/channels.ts'
import { SECONDS_A_DAY } from '../lifelog/day.ts'

const MINUTE = 60
export const MINUTES_A_DAY = SECONDS_A_DAY / MINUTE

/**
 * A day's known seconds summed up by the minute (reference 7.2): the mean of a level, the sum of a count, a
 * class' commonest value, of two equally common the lower. A minute without a known second is unknown.
 * @param known one value a second, NaN where unknown
 * @returns one value a minute
 */
export function byMinute(known: Float32Array, kind: ChannelKind): Float32Array {
  const minutes = new Float32Array(known.length / MINUTE)
  const sumUp = kind === 'class' ? commonest : kind === 'count' ? sum : mean
  for (let i = 0; i < minutes.length; i++) minutes[i] = sumUp(known, i * MINUTE, (i + 1) * MINUTE)
  return minutes
}

type SumUp = (values: Float32Array, from: number, to: number) => number

const sum: SumUp = (values, from, to) => total(values, from, to).sum

const mean: SumUp = (values, from, to) => {
  const found = total(values, from, to)
  return found.sum / found.count
}

/** Of what is known; the sum of nothing is unknown. */
function total(values: Float32Array, from: number, to: number): { sum: number; count: number } {
  let sum = 0
  let count = 0
  for (let i = from; i < to; i++) {
    const value = values[i] as number
    if (value !== value) continue
    sum += value
    count++
  }
  return { sum: count > 0 ? sum : NaN, count }
}

const commonest: SumUp = (values, from, to) => {
  const counts = new Map<number, number>()
  const known = values.subarray(from, to).filter((value) => value === value)
  for (const value of known.sort()) counts.set(value, (counts.get(value) ?? 0) + 1)
  let [found, most] = [NaN, 0]
  for (const [value, count] of counts) if (count > most) [found, most] = [value, count]
  return found
}
