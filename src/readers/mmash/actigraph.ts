import type { ChannelId } from '../../lifelog/channels.ts'
import { CHANNELS } from '../../lifelog/channels.ts'
import { Cells } from '../cells.ts'
import { csvRows } from '../csv.ts'
import type { Found, ReadOptions, SourceFile } from '../reader.ts'
import { dayOf, instantOf, timeOf, ZONE } from './clock.ts'

/** Column of Actigraph.csv for each channel that is one. */
const DIRECT: readonly (readonly [ChannelId, string])[] = [
  ['counts_x', 'Axis1'],
  ['counts_y', 'Axis2'],
  ['counts_z', 'Axis3'],
  ['heart_rate', 'HR'],
  ['steps', 'Steps'],
]

/** The inclinometer's four columns, one of which is 1; their place is the posture's class. */
const POSTURES = ['Inclinometer Off', 'Inclinometer Standing', 'Inclinometer Sitting', 'Inclinometer Lying']

const CLOCK = ['day', 'time']

/** What a file must have to be read at all: the clock and one channel. */
export const isActigraph = (header: readonly string[]): boolean =>
  CLOCK.every((name) => header.includes(name)) && DIRECT.some(([, name]) => header.includes(name))

/** Streams the channels of one Actigraph.csv. */
export async function* readActigraph(
  file: SourceFile,
  participant: string,
  options: ReadOptions,
): AsyncGenerator<Found> {
  const cells = new Cells(file.path)
  let header: string[] | undefined
  let samples = 0
  let badDays = 0
  let firstBadDay = { line: 0, value: '' }
  for await (const { rows, firstLine, bytes } of csvRows(file.blob, options.signal)) {
    let skip = 0
    if (!header) {
      header = (rows[0] ?? []).map((name) => name.trim())
      skip = 1
      const missing = missingColumns(header)
      for (const column of missing)
        yield { kind: 'problem', problem: { file: file.path, code: 'missing_column', detail: { column } } }
      if (missing.some((column) => CLOCK.includes(column))) return
    }
    const columns = columnsOf(header)
    const times = new Float64Array(rows.length)
    const values = columns.map(() => new Float32Array(rows.length))
    const [dayAt, timeAt] = [header.indexOf('day'), header.indexOf('time')]
    let count = 0
    for (let i = skip; i < rows.length; i++) {
      const row = rows[i]!
      if (row.length === 1 && row[0] === '') continue
      const line = firstLine + i
      const time = timeOf(row[timeAt] ?? '')
      const written = cells.number(row[dayAt], line, 'day')
      const day = dayOf(written)
      if (time === undefined) cells.bad(row[timeAt] ?? '', line, 'time')
      if (day === undefined && !Number.isNaN(written) && badDays++ === 0)
        firstBadDay = { line, value: String(written) }
      if (time === undefined || day === undefined) continue
      times[count] = instantOf(day, time)
      for (let k = 0; k < columns.length; k++) values[k]![count] = columns[k]!.read(row, line, cells)
      count++
    }
    samples += count
    for (const [k, { channel }] of columns.entries())
      yield {
        kind: 'samples',
        dateKnown: false,
        samples: {
          participant,
          channel,
          unit: CHANNELS[channel].unit,
          times: times.subarray(0, count),
          values: values[k]!.subarray(0, count),
          zone: ZONE,
        },
      }
    yield { kind: 'progress', file: file.path, bytes }
  }
  for (const problem of cells.problems()) yield { kind: 'problem', problem }
  if (badDays > 0)
    yield {
      kind: 'problem',
      problem: {
        file: file.path,
        place: `line ${firstBadDay.line}, column day`,
        code: 'bad_day',
        detail: { ...firstBadDay, count: badDays },
      },
    }
  if (samples === 0) yield { kind: 'problem', problem: { file: file.path, code: 'no_rows' } }
}

function missingColumns(header: readonly string[]): string[] {
  const wanted = [...CLOCK, ...DIRECT.map(([, name]) => name), ...POSTURES]
  return wanted.filter((name) => !header.includes(name))
}

interface Column {
  readonly channel: ChannelId
  read(row: readonly string[], line: number, cells: Cells): number
}

/** How each channel is read from a row; channels whose columns are missing are left out. */
function columnsOf(header: readonly string[]): Column[] {
  const direct = DIRECT.filter(([, name]) => header.includes(name)).map(([channel, name]): Column => {
    const at = header.indexOf(name)
    return { channel, read: (row, line, cells) => cells.number(row[at], line, name) }
  })
  const places = POSTURES.map((name) => header.indexOf(name))
  if (places.includes(-1)) return direct
  const posture: Column = {
    channel: 'posture',
    read(row, line, cells) {
      let found = NaN
      for (let p = 0; p < places.length; p++) {
        if (cells.number(row[places[p]!], line, POSTURES[p]!) !== 1) continue
        // Two postures at once are none.
        if (found === found) return NaN
        found = p
      }
      return found
    },
  }
  return [...direct, posture]
}
