import type { Reading } from './readings.ts'

const MINUTE = 60_000
const HOUR = 60
/** A count over a longer stretch says nothing about its minutes. */
const LONGEST_SECONDS = 3600

/** Counts of one channel on whole minutes, in order; both of one length. */
export interface MinuteCounts {
  /** Milliseconds since the Unix epoch. */
  readonly times: Float64Array
  readonly values: Float32Array
}

/**
 * Counts of several devices on whole minutes. Phone and watch count the same steps: in each hour only the first of
 * `order` that counted anything is heard. A count over a stretch is spread evenly over its minutes. Nothing is written
 * while nobody walks: beside a minute with a count an empty one is zero, so that no line is drawn across a pause.
 * @param order of sources, from the one that leads
 */
export function countsByMinute(readings: Iterable<Reading>, order: readonly number[]): MinuteCounts {
  const bySource = new Map<number, Map<number, number>>()
  for (const { start, seconds, value, source } of readings) {
    if (!(value >= 0) || seconds > LONGEST_SECONDS) continue
    const minutes = bySource.get(source) ?? new Map<number, number>()
    bySource.set(source, minutes)
    spread(minutes, start, start + 1000 * Math.max(1, seconds), value)
  }
  const leading = new Map<number, number>()
  const hours = new Map<number, number>()
  for (const source of order)
    for (const [minute, value] of bySource.get(source) ?? []) {
      const hour = Math.floor(minute / HOUR)
      const leader = hours.get(hour) ?? source
      hours.set(hour, leader)
      if (leader === source) leading.set(minute, value)
    }
  for (const minute of [...leading.keys()])
    for (const beside of [minute - 1, minute + 1]) if (!leading.has(beside)) leading.set(beside, 0)
  const sorted = [...leading].sort(([a], [b]) => a - b)
  return {
    times: Float64Array.from(sorted, ([minute]) => minute * MINUTE),
    values: Float32Array.from(sorted, ([, value]) => value),
  }
}

function spread(minutes: Map<number, number>, from: number, until: number, value: number): void {
  for (let minute = Math.floor(from / MINUTE); minute * MINUTE < until; minute++) {
    const within = Math.min(until, (minute + 1) * MINUTE) - Math.max(from, minute * MINUTE)
    minutes.set(minute, (minutes.get(minute) ?? 0) + (value * within) / (until - from))
  }
}
