import { Cells } from '../cells.ts'
import { csvHeader } from '../csv.ts'
import { instantOf } from '../wearable/written-time.ts'
import { baseName } from '../path.ts'
import type { Found, MeasuresOfDay, Reader, ReadOptions, SourceFile } from '../reader.ts'
import { tableRows, type TableRow } from '../table.ts'
import { unreadable } from '../triage.ts'
import { LocalTime } from '../wearable/instant.ts'
import { participantOf } from '../wearable/owner.ts'
import { Recording } from '../wearable/recording.ts'
import { takeNight } from './night.ts'

/** Folders that the export consists of. */
const OWN = /^(oura.*|app ?data|data|.*oura.*)$/i
const DELIMITER = ';'

/** What is read: nights with their hearts, and the hearts of the days, by day every five minutes or so. */
const TABLES = {
  nights: {
    name: /^sleep_?model.*\.csv$/i,
    columns: ['bedtime_start', 'bedtime_end', 'total_sleep_duration'],
  },
  hearts: { name: /^heart_?rate.*\.csv$/i, columns: ['timestamp', 'bpm', 'source'] },
} as const
type Table = keyof typeof TABLES

/** By name, and by a header that is parted by semicolons. */
async function tableOf({ path, blob }: SourceFile): Promise<Table | undefined> {
  const named = (Object.keys(TABLES) as Table[]).find((table) => TABLES[table].name.test(baseName(path)))
  if (!named) return undefined
  const header = await csvHeader(blob, DELIMITER).catch((): string[] => [])
  return TABLES[named].columns.every((name) => header.includes(name)) ? named : undefined
}

/** The rest of an export: scores, settings and what other sensors measured. */
const BESIDE = /(^|\/)app ?data\/[^/]+\.csv$/i

/**
 * Oura's export: `sleepmodel.csv`, a night a line, with its heart rates as JSON in a cell, and `heartrate.csv`. One person's
 * files are one group.
 */
export const oura: Reader = {
  id: 'oura',

  async detect(files) {
    const groups = new Map<string, SourceFile[]>()
    const add = (file: SourceFile): void => {
      const person = participantOf(file.path, OWN)
      groups.set(person, [...(groups.get(person) ?? []), file])
    }
    const taken = new Set<SourceFile>()
    for (const file of files)
      if (await tableOf(file)) {
        add(file)
        taken.add(file)
      }
    for (const file of files)
      if (!taken.has(file) && BESIDE.test(file.path) && groups.has(participantOf(file.path, OWN))) add(file)
    return [...groups.values()]
  },

  async *read(group, options): AsyncGenerator<Found> {
    const [first] = group
    if (!first) return
    const detail = { format: 'Oura' }
    yield { kind: 'notice', problem: { file: first.path, code: 'never_seen', detail } }
    const recording = new Recording(options)
    const local = new LocalTime(options.zone)
    const participant = participantOf(first.path, OWN)
    const nights: MeasuresOfDay[] = []
    for (const file of group) {
      const table = await tableOf(file)
      if (!table) continue
      const cells = new Cells(file.path)
      try {
        yield* readRows(file, options, (row) => {
          if (table === 'hearts') return takeHeart(row, recording, local, cells)
          const night = takeNight(row, recording, cells)
          if (night) nights.push({ participant, ...night })
        })
      } catch (error) {
        if (options.signal.aborted) throw error
        yield { kind: 'problem', problem: unreadable(file.path, error) }
      }
      for (const problem of cells.problems()) yield { kind: 'problem', problem }
    }
    // Of several sleeps of an evening the longest counts: what comes first stays.
    nights.sort((a, b) => b.measures.totalSleepTime! - a.measures.totalSleepTime!)
    for (const of of nights) yield { kind: 'measures', of }
    if (nights.length === 0 && recording.empty)
      yield { kind: 'problem', problem: { file: first.path, code: 'no_rows' } }
    yield* recording.found(participant, first.path)
  },
}

async function* readRows(
  file: SourceFile,
  { signal }: ReadOptions,
  take: (row: TableRow) => void,
): AsyncGenerator<Found> {
  for await (const { rows, bytes } of tableRows(file, signal, { delimiter: DELIMITER })) {
    rows.forEach(take)
    yield { kind: 'progress', file: file.path, bytes }
  }
}

/** A row of `heartrate.csv`; its times are UTC, so that the clock is the one asked for. */
function takeHeart(row: TableRow, recording: Recording, local: LocalTime, cells: Cells): void {
  const written = row.text('timestamp')
  const start = instantOf(written)
  if (Number.isNaN(start)) return cells.bad(written, row.line, 'timestamp')
  const value = cells.number(row.text('bpm'), row.line, 'bpm')
  if (Number.isNaN(value)) return
  const ahead = local.aheadAt(start) / 60_000
  recording.add('heart_rate', { start, seconds: 0, value, ahead, source: recording.source('Oura') })
}
