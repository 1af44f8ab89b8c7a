import { startOfDay } from '../../synchronise/wall-clock.ts'
import { DamagedParquet } from '../parquet/damaged.ts'
import type { Found, Problem, ReadOptions, SourceFile } from '../reader.ts'
import { openTable, type OpenTable } from './columns.ts'
import { extentOf, type Extent } from './extent.ts'
import { rowsOf } from './rows.ts'
import { samplesOf } from './samples.ts'
import type { TableSpec } from './spec.ts'
import { unreadable } from '../triage.ts'
import { touches, windowsOf, type Window } from './windows.ts'

/** A sample of a day's last half second is nearest to the next day's first: it is read with both. */
const BEFORE = 500

interface Part {
  readonly table: OpenTable
  readonly extents: readonly Extent[]
}

/**
 * Streams all tables of a data set, a few days of one subject at a time, each stretch closed with `complete`;
 * of a file only the pages being read are held. What is damaged is told once, and the rest goes on.
 * @param prefix of participants' names, for example `etri-2024`
 */
export async function* readTables(
  files: readonly { readonly file: SourceFile; readonly spec: TableSpec }[],
  prefix: string,
  options: ReadOptions,
): AsyncGenerator<Found> {
  const told = new Set<string>()
  const parts: Part[] = []
  for (const { file, spec } of files) {
    const { table, problems } = await openTable(file, spec).catch((error: unknown) => ({
      table: undefined,
      problems: fresh(told, file, error, options.signal),
    }))
    yield* problems.map((problem): Found => ({ kind: 'problem', problem }))
    if (!table) continue
    const found: Problem[] = []
    const extents: Extent[] = []
    const failed = (error: unknown): void => void found.push(...fresh(told, file, error, options.signal))
    for (let g = 0; g < table.parquet.groups.length; g++)
      extents.push(await extentOf(table, g, options.dayStart, options.signal, failed))
    yield* found.map((problem): Found => ({ kind: 'problem', problem }))
    if (found.length === 0 && extents.every((extent) => extent.size === 0))
      yield { kind: 'problem', problem: { file: file.path, code: 'no_rows' } }
    parts.push({ table, extents })
  }
  const windows = windowsOf(parts.flatMap(({ extents }) => extents))
  for (const window of windows) {
    for (const part of parts) {
      yield* readWindow(part, window, `${prefix}/${window.subject}`, options, told)
      const { path, blob } = part.table.parquet.file
      yield { kind: 'progress', file: path, bytes: blob.size / windows.length }
    }
    yield { kind: 'complete', firstDay: window.firstDay, lastDay: window.lastDay }
  }
}

async function* readWindow(
  { table, extents }: Part,
  window: Window,
  participant: string,
  { dayStart, signal }: ReadOptions,
  told: Set<string>,
): AsyncGenerator<Found> {
  const from = startOfDay(window.firstDay, dayStart) - BEFORE
  const to = startOfDay(window.lastDay + 1, dayStart)
  // The half second before a window may lie in a row group that has nothing else of it.
  const near = { ...window, firstDay: window.firstDay - 1 }
  for (const [group, extent] of extents.entries()) {
    if (!touches(extent, near)) continue
    try {
      for await (const rows of rowsOf(table, group, table.names, signal))
        for (const samples of samplesOf(table, rows, { subject: window.subject, from, to, participant }))
          yield { kind: 'samples', samples, dateKnown: true }
    } catch (error) {
      for (const problem of fresh(told, table.parquet.file, error, signal)) yield { kind: 'problem', problem }
    }
  }
}

/** What went wrong with a file, unless it was told before; the other files go on. Throws where all is to end. */
function fresh(told: Set<string>, file: SourceFile, error: unknown, signal: AbortSignal): Problem[] {
  if (signal.aborted) throw error
  const damaged = error instanceof DamagedParquet
  const key = damaged ? `${file.path}\n${error.place}` : file.path
  if (told.has(key)) return []
  told.add(key)
  if (!damaged) return [unreadable(file.path, error)]
  return [{ file: file.path, place: error.place, code: 'damaged_parquet', detail: { reason: error.message } }]
}
