import * as v from 'valibot'
import type { Measures } from '../../lifelog/labels.ts'
import { dateOf, dayNumber } from '../../synchronise/wall-clock.ts'
import { Cells } from '../cells.ts'
import { csvHeader } from '../csv.ts'
import { instantOf } from '../fitbit/times.ts'
import { baseName } from '../path.ts'
import type { Found, MeasuresOfDay, Reader, ReadOptions, SourceFile } from '../reader.ts'
import { tableRows, type TableRow } from '../table.ts'
import { unreadable } from '../triage.ts'
import { participantOf } from '../wearable/owner.ts'
import { Recording } from '../wearable/recording.ts'

/** Folders that the export consists of. */
const OWN = /^(oura.*|app ?data|data|.*oura.*)$/i
const COLUMNS = ['bedtime_start', 'bedtime_end', 'total_sleep_duration']
const DELIMITER = ';'

/** Heart rates of a night, some minutes apart; null where the ring had none. */
const Series = v.object({
  interval: v.pipe(v.number(), v.minValue(1)),
  items: v.array(v.nullable(v.number())),
  timestamp: v.optional(v.string()),
})
/** A ring measures every five minutes: a longer series is none. */
const MOST_ITEMS = 5000

/** Oura's export: `sleepmodel.csv`, a night a line, with its heart rates as JSON in a cell. */
export const oura: Reader = {
  id: 'oura',

  async detect(files) {
    const groups: SourceFile[][] = []
    for (const file of files) {
      if (!/^sleep_?model.*\.csv$/i.test(baseName(file.path))) continue
      const header = await csvHeader(file.blob, DELIMITER).catch((): string[] => [])
      if (COLUMNS.every((name) => header.includes(name))) groups.push([file])
    }
    return groups
  },

  async *read([file], options): AsyncGenerator<Found> {
    if (!file) return
    const detail = { format: 'Oura' }
    yield { kind: 'notice', problem: { file: file.path, code: 'never_seen', detail } }
    const recording = new Recording(options)
    const cells = new Cells(file.path)
    const participant = participantOf(file.path, OWN)
    const nights: MeasuresOfDay[] = []
    try {
      yield* readNights(file, options, (row) => {
        const night = takeNight(row, recording, cells)
        if (night) nights.push({ participant, ...night })
      })
    } catch (error) {
      if (options.signal.aborted) throw error
      yield { kind: 'problem', problem: unreadable(file.path, error) }
    }
    for (const problem of cells.problems()) yield { kind: 'problem', problem }
    // Of several sleeps of an evening the longest counts: what comes first stays.
    nights.sort((a, b) => b.measures.totalSleepTime! - a.measures.totalSleepTime!)
    for (const of of nights) yield { kind: 'measures', of }
    if (nights.length === 0 && recording.empty)
      yield { kind: 'problem', problem: { file: file.path, code: 'no_rows' } }
    yield* recording.found(participant, file.path)
  },
}

async function* readNights(
  file: SourceFile,
  { signal }: ReadOptions,
  take: (row: TableRow) => void,
): AsyncGenerator<Found> {
  for await (const { rows, bytes } of tableRows(file, signal, { delimiter: DELIMITER })) {
    rows.forEach(take)
    yield { kind: 'progress', file: file.path, bytes }
  }
}

/** The minutes that the clock of a written time was ahead of UTC. */
function aheadIn(text: string): number {
  const match = /([+-])(\d{2}):?(\d{2})$/.exec(text)
  return match ? (match[1] === '-' ? -1 : 1) * (60 * Number(match[2]) + Number(match[3])) : 0
}

function takeNight(
  row: TableRow,
  recording: Recording,
  cells: Cells,
): { date: string; measures: Measures } | null {
  const written = row.text('bedtime_start')
  const start = instantOf(written)
  if (Number.isNaN(start)) {
    cells.bad(written, row.line, 'bedtime_start')
    return null
  }
  const ahead = aheadIn(written)
  takeHearts(row, { start, ahead }, recording, cells)
  // Naps and rests are lines of their own.
  const type = row.text('type')
  if (type !== '' && type !== 'long_sleep') return null
  const measures = measuresOf(row, instantOf(row.text('bedtime_end')) - start, cells)
  return measures && { date: dateOf(dayNumber(start + 60_000 * ahead, 'noon')), measures }
}

/**
 * Seconds become minutes. Awake is all that isn't sleep between going to bed and getting up, the time to fall asleep
 * included, which is taken off.
 */
function measuresOf(row: TableRow, inBed: number, cells: Cells): Measures | null {
  const minutes = (column: string): number => cells.number(row.text(column), row.line, column) / 60
  const totalSleepTime = minutes('total_sleep_duration')
  if (!(totalSleepTime > 0)) return null
  const latency = minutes('latency')
  const all: Measures = {
    totalSleepTime,
    sleepEfficiency: (100 * totalSleepTime) / (inBed / 60_000),
    sleepOnsetLatency: latency,
    wakeAfterSleepOnset: minutes('awake_time') - latency,
  }
  const sound = ([name, value]: [string, number]): boolean =>
    value >= 0 && value <= (name === 'sleepEfficiency' ? 100 : 1440)
  return Object.fromEntries(Object.entries(all).filter(sound))
}

function takeHearts(
  row: TableRow,
  { start, ahead }: { readonly start: number; readonly ahead: number },
  recording: Recording,
  cells: Cells,
): void {
  const text = row.text('heart_rate')
  if (text === '' || text === 'null') return
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return cells.bad(text, row.line, 'heart_rate')
  }
  const { success, output } = v.safeParse(Series, json)
  if (!success || output.items.length > MOST_ITEMS) return cells.bad(text, row.line, 'heart_rate')
  const stated = instantOf(output.timestamp ?? '')
  const from = Number.isNaN(stated) ? start : stated
  const source = recording.source('Oura')
  output.items.forEach((value, i) => {
    if (value === null) return
    recording.add('heart_rate', {
      start: from + 1000 * output.interval * i,
      seconds: 0,
      value,
      ahead,
      source,
    })
  })
}
