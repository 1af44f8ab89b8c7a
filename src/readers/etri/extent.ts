import type { DayStart } from '../../lifelog/day.ts'
import { dayNumber } from '../../synchronise/wall-clock.ts'
import { isStamp, wallOf } from './clock.ts'
import type { OpenTable } from './columns.ts'
import { rowsOf } from './rows.ts'

/** Days on which each subject has rows in one row group. */
export type Extent = ReadonlyMap<string, ReadonlySet<number>>

/** A row group's statistics are believed up to this many days; beyond, its rows are looked at. */
const MOST_DAYS = 62

/**
 * Which days a row group holds: from its statistics where it is one subject's, else from its subjects and
 * timestamps, the other columns left alone. Errors go to `failed`, with what was seen until then returned.
 */
export async function extentOf(
  table: OpenTable,
  group: number,
  start: DayStart,
  signal: AbortSignal,
  failed: (error: unknown) => void,
): Promise<Extent> {
  const told = fromStatistics(table, group, start)
  if (told) return told
  const days = new Map<string, Set<number>>()
  try {
    for await (const { subjects, walls } of rowsOf(table, group, ['subject_id', 'timestamp'], signal)) {
      for (let i = 0; i < walls.length; i++) {
        const subject = subjects.names[subjects.of[i]!]!
        const wall = walls[i]!
        if (subject === '' || !isStamp(wall)) continue
        let of = days.get(subject)
        if (!of) days.set(subject, (of = new Set()))
        of.add(dayNumber(wall, start))
      }
    }
  } catch (error) {
    failed(error)
  }
  return days
}

function fromStatistics({ parquet }: OpenTable, group: number, start: DayStart): Extent | undefined {
  const chunks = parquet.groups[group]?.chunks
  const { least: first, most: last } = chunks?.get('subject_id') ?? {}
  const { least: from, most: to } = chunks?.get('timestamp') ?? {}
  // Long texts are cut off in statistics; a subject's name is short, but only a number is sure to be whole.
  if (typeof first !== 'bigint' || first !== last) return undefined
  if (!(from instanceof Date) || !(to instanceof Date)) return undefined
  const instants = parquet.leaves.some((leaf) => leaf.name === 'timestamp' && leaf.instants)
  const wall = (date: Date): number => (instants ? wallOf(date.getTime()) : date.getTime())
  if (!isStamp(wall(from)) || !isStamp(wall(to))) return undefined
  const [firstDay, lastDay] = [dayNumber(wall(from), start), dayNumber(wall(to), start)]
  if (lastDay < firstDay || lastDay - firstDay > MOST_DAYS) return undefined
  const days = Array.from({ length: lastDay - firstDay + 1 }, (_, i) => firstDay + i)
  return new Map([[String(first), new Set(days)]])
}
