import type { Reading } from './readings.ts'

const MINUTE = 60_000

/**
 * Levels of several devices: in each minute only the first of `order` that measured is heard, so that two hearts do not
 * take turns.
 * @param order of sources, from the one that leads
 */
export function levelsByMinute(
  readings: readonly Reading[],
  order: readonly number[],
): { times: Float64Array; values: Float32Array } {
  const places = new Map(order.map((source, place) => [source, place]))
  const placeOf = ({ source }: Reading): number => places.get(source) ?? Infinity
  const leader = new Map<number, number>()
  for (const reading of readings) {
    const minute = Math.floor(reading.start / MINUTE)
    leader.set(minute, Math.min(leader.get(minute) ?? Infinity, placeOf(reading)))
  }
  const heard = readings.filter(
    (reading) => placeOf(reading) === leader.get(Math.floor(reading.start / MINUTE)),
  )
  return {
    times: Float64Array.from(heard, ({ start }) => start),
    values: Float32Array.from(heard, ({ value }) => value),
  }
}
