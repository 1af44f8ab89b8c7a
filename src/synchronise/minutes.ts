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
  for (let i = 0; i < minutes.length; i++)
    minutes[i] = sumUp(known.subarray(i * MINUTE, (i + 1) * MINUTE).filter((value) => value === value))
  return minutes
}

const sum = (values: Float32Array): number =>
  values.length === 0 ? NaN : values.reduce((total, value) => total + value, 0)

const mean = (values: Float32Array): number => sum(values) / values.length

function commonest(values: Float32Array): number {
  const counts = new Map<number, number>()
  for (const value of values.sort()) counts.set(value, (counts.get(value) ?? 0) + 1)
  let [found, most] = [NaN, 0]
  for (const [value, count] of counts) if (count > most) [found, most] = [value, count]
  return found
}
