import type { Reading } from './readings.ts'

/** Names of devices may hold commas. */
export const BETWEEN_NAMES = ' | '

const HOUR = 3_600_000

/** Devices that measured the same in the same hour, by index; empty where each had its hours to itself. */
export function rivalsIn(readings: readonly Reading[]): Set<number> {
  const first = new Map<number, number>()
  const rivals = new Set<number>()
  for (const { start, source } of readings) {
    const hour = Math.floor(start / HOUR)
    const there = first.get(hour)
    if (there === undefined) first.set(hour, source)
    else if (there !== source) rivals.add(there).add(source)
  }
  return rivals
}
