import { WallClock } from '../../synchronise/wall-clock.ts'
import type { TimeKind } from './mapping.ts'

const WRITTEN =
  /^(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?\s*(Z|[+-]\d{2}:?\d{2})?$/

/** The first and last instant that a recording can have; what lies beyond is no time. */
const FIRST = Date.UTC(1971, 0)
const LAST = Date.UTC(2100, 0)

/**
 * Reads one table's times: milliseconds since the epoch, NaN for what is none. A clock's time that comes twice in
 * autumn is the first, one that is left out in spring is none.
 */
export function timeReader(kind: TimeKind, zone: string): (cell: string | number) => number {
  const clock = new WallClock(zone)
  const sound = (instant: number): number => (instant >= FIRST && instant < LAST ? instant : NaN)
  if (kind !== 'written') {
    const unit = kind === 'seconds' ? 1000 : 1
    return (cell) => (String(cell).trim() === '' ? NaN : sound(Number(cell) * unit))
  }
  return (cell) => {
    // A Parquet timestamp comes as milliseconds on the wall clock.
    if (typeof cell === 'number') return sound(instantOf(cell, clock))
    const match = WRITTEN.exec(cell.trim())
    if (!match) return NaN
    const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0))
    const wall = Date.UTC(year!, month! - 1, day, hour, minute) + 1000 * second!
    const offset = match[7]
    if (offset === undefined) return sound(instantOf(wall, clock))
    return sound(wall - offsetOf(offset))
  }
}

function offsetOf(written: string): number {
  if (written === 'Z') return 0
  const digits = written.replace(/\D/g, '')
  const minutes = 60 * Number(digits.slice(0, 2)) + Number(digits.slice(2))
  return (written.startsWith('-') ? -60_000 : 60_000) * minutes
}

/** The first instant at which the clock shows `wall`; NaN where it never does. */
function instantOf(wall: number, clock: WallClock): number {
  const ahead = (at: number): number => clock.wall(at) - at
  // The zone was at most a day ahead or behind; of the offsets around there the larger one comes first.
  const offsets = [ahead(wall - 86_400_000), ahead(wall + 86_400_000)]
  const found = offsets.map((offset) => wall - offset).filter((at) => clock.wall(at) === wall)
  return found.length > 0 ? Math.min(...found) : NaN
}
