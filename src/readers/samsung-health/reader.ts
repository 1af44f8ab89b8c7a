import { Cells } from '../cells.ts'
import type { Found, Reader, SourceFile } from '../reader.ts'
import { tableRows, type TableRow } from '../table.ts'
import { unreadable } from '../triage.ts'
import { LocalTime } from '../wearable/instant.ts'
import type { Stage } from '../wearable/nights.ts'
import { participantOf } from '../wearable/owner.ts'
import { Recording } from '../wearable/recording.ts'
import { aheadIn, wallTimeOf } from '../wearable/written-time.ts'
import { looksLike, named, OWN, tableOf, type Column } from './layout.ts'

const STAGES: Readonly<Record<string, Stage>> = {
  40001: 'awake',
  40002: 'asleep',
  40003: 'asleep',
  40004: 'asleep',
}

/** Milliseconds in the table; a row without an end counts over a minute. */
const MINUTE = 60_000
/** What a line before the header is for is not said anywhere: it names the table. */
const SKIPPED = 1

/**
 * Samsung Health's export: a table a kind of data. Heart rate, steps and what was counted with them, nights by their stages.
 * Times are in UTC, with the clock's offset beside them.
 */
export const samsungHealth: Reader = {
  id: 'samsung-health',

  async detect(files) {
    const groups = new Map<string, SourceFile[]>()
    for (const file of files) {
      if (tableOf(file.path) === undefined) continue
      const head = await file.blob
        .slice(0, 256)
        .text()
        .catch(() => '')
      if (!looksLike(head)) continue
      const participant = participantOf(file.path, OWN)
      groups.set(participant, [...(groups.get(participant) ?? []), file])
    }
    return [...groups.values()]
  },

  async *read(group, options): AsyncGenerator<Found> {
    const read = group.filter(({ path }) => tableOf(path))
    const [first] = read
    if (!first) return
    const detail = { format: 'Samsung Health' }
    yield { kind: 'notice', problem: { file: first.path, code: 'never_seen', detail } }
    const recording = new Recording(options)
    const local = new LocalTime(options.zone)
    let nights = false
    for (const file of read) {
      const cells = new Cells(file.path)
      const table = tableOf(file.path)!
      try {
        for await (const { rows, bytes } of tableRows(file, options.signal, { skip: SKIPPED })) {
          for (const row of rows) nights = take(row, table, { recording, local, cells }) || nights
          yield { kind: 'progress', file: file.path, bytes }
        }
      } catch (error) {
        if (options.signal.aborted) throw error
        yield { kind: 'problem', problem: unreadable(file.path, error) }
      }
      for (const problem of cells.problems()) yield { kind: 'problem', problem }
    }
    if (recording.empty && !nights) yield { kind: 'problem', problem: { file: first.path, code: 'no_rows' } }
    yield* recording.found(participantOf(first.path, OWN), first.path)
  },
}

interface Taking {
  readonly recording: Recording
  readonly local: LocalTime
  readonly cells: Cells
}

/** @returns whether it was a stage of a night */
function take(
  row: TableRow,
  table: readonly Column[] | 'stages',
  { recording, local, cells }: Taking,
): boolean {
  const start = wallTimeOf(row.text(named('start_time')))
  if (Number.isNaN(start)) {
    cells.bad(row.text(named('start_time')), row.line, 'start_time')
    return false
  }
  const stated = aheadIn(row.text(named('time_offset')))
  const ahead = Number.isNaN(stated) ? local.aheadAt(start) / MINUTE : stated
  const end = wallTimeOf(row.text(named('end_time')))
  if (table === 'stages') {
    const stage = STAGES[row.text(named('stage'))]
    if (!stage || !(end > start)) return false
    recording.addStretch({
      from: { at: start, ahead },
      until: { at: end, ahead },
      stage,
      source: 'Samsung Health',
    })
    return true
  }
  // Of a phone and a watch each row says by which it was counted.
  const source = recording.source(row.text(named('deviceuuid')) || 'Samsung Health')
  for (const { channel, column, count } of table) {
    const value = cells.number(row.text(named(column)), row.line, column)
    if (Number.isNaN(value)) continue
    const seconds = count ? (end > start ? end - start : MINUTE) / 1000 : 0
    recording.add(channel, { start, seconds, value, ahead, source })
  }
  return false
}
