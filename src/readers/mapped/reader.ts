import { CHANNELS } from '../../lifelog/channels.ts'
import { Cells } from '../cells.ts'
import { csvRows, NotCsv } from '../csv.ts'
import { DamagedParquet } from '../parquet/damaged.ts'
import { batchesOf, isParquet, openParquet } from '../parquet/table.ts'
import type { Found, Reader, ReadOptions, SourceFile } from '../reader.ts'
import { unreadable } from '../triage.ts'
import { columnsOf } from './columns.ts'
import { fits, type Mapping } from './mapping.ts'
import { timeReader } from './time.ts'
import { UNITS } from './units.ts'

/** A reader of any table of text or Parquet whose columns somebody has named: one mapping a shape of table. */
export function mappedReader(mappings: readonly Mapping[]): Reader {
  const mappingOf = async (file: SourceFile): Promise<Mapping | undefined> => {
    const columns = await columnsOf(file).catch((): string[] => [])
    return mappings.find((mapping) => fits(mapping, columns))
  }
  return {
    id: 'mapped',

    async detect(files) {
      if (mappings.length === 0) return []
      const ours: SourceFile[][] = []
      for (const file of files) if (await mappingOf(file)) ours.push([file])
      return ours
    },

    async *read(group, options): AsyncGenerator<Found> {
      for (const file of group) {
        const mapping = await mappingOf(file)
        if (!mapping) continue
        try {
          if (await isParquet(file)) yield* readParquet(file, mapping, options)
          else yield* readText(file, mapping, options)
        } catch (error) {
          if (options.signal.aborted) throw error
          yield { kind: 'problem', problem: told(file, error) }
        }
      }
    },
  }
}

function told(file: SourceFile, error: unknown): ReturnType<typeof unreadable> {
  if (!(error instanceof DamagedParquet)) return unreadable(file.path, error)
  return { file: file.path, place: error.place, code: 'damaged_parquet', detail: { reason: error.message } }
}

/** The columns' values of some rows, each in its channel's own unit. */
function* samplesOf(
  { channels, participant, zone }: Mapping,
  times: Float64Array,
  values: (column: string) => ArrayLike<number>,
): Generator<Found> {
  for (const { column, channel, unit } of channels) {
    const factor = UNITS[channel][unit]!
    const converted = Float64Array.from(values(column), (value) => value * factor)
    const samples = { participant, channel, unit: CHANNELS[channel].unit, times, values: converted, zone }
    yield { kind: 'samples', samples, dateKnown: true }
  }
}

async function* readText(file: SourceFile, mapping: Mapping, { signal }: ReadOptions): AsyncGenerator<Found> {
  const { columns, time } = mapping
  const cells = new Cells(file.path)
  const toTime = timeReader(time.kind, mapping.zone)
  const at = (row: readonly string[], column: string): string => row[columns.indexOf(column)] ?? ''
  let [header, count] = [true, 0]
  try {
    for await (const { rows, firstLine, bytes } of csvRows(file.blob, signal)) {
      const from = header ? 1 : 0
      header = false
      const data = rows.slice(from)
      const line = (i: number): number => firstLine + from + i
      const times = Float64Array.from(data, (row, i) => {
        const instant = toTime(at(row, time.column))
        if (Number.isNaN(instant) && row.join('').trim() !== '')
          cells.bad(at(row, time.column), line(i), time.column)
        return instant
      })
      yield* samplesOf(mapping, times, (column) =>
        Float64Array.from(data, (row, i) => cells.number(at(row, column), line(i), column)),
      )
      count += data.length
      yield { kind: 'progress', file: file.path, bytes }
    }
  } catch (error) {
    if (!(error instanceof NotCsv)) throw error
    yield { kind: 'problem', problem: unreadable(file.path, error) }
  }
  for (const problem of cells.problems()) yield { kind: 'problem', problem }
  if (count === 0) yield { kind: 'problem', problem: { file: file.path, code: 'no_rows' } }
}

async function* readParquet(
  file: SourceFile,
  mapping: Mapping,
  { signal }: ReadOptions,
): AsyncGenerator<Found> {
  const table = await openParquet(file)
  const names = [mapping.time.column, ...mapping.channels.map(({ column }) => column)]
  for (let group = 0; group < table.groups.length; group++) {
    for await (const { columns } of batchesOf(table, group, names, signal)) {
      const stamps = columns[0]!
      const { unit, instants } = stamps.leaf
      const kind = unit === undefined ? mapping.time.kind : instants ? 'milliseconds' : 'written'
      const toTime = timeReader(kind, mapping.zone)
      const times = stamps.leaf.text
        ? Float64Array.from(stamps.texts, (text) => toTime(text ?? ''))
        : stamps.numbers.map(toTime)
      yield* samplesOf(mapping, times, (column) => {
        const { leaf, texts, numbers } = columns[names.indexOf(column, 1)]!
        return leaf.text ? Float64Array.from(texts, (text) => (text?.trim() ? Number(text) : NaN)) : numbers
      })
    }
    yield { kind: 'progress', file: file.path, bytes: file.blob.size / table.groups.length }
  }
}
