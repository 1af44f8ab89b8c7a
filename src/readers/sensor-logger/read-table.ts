import { CHANNELS, type ChannelId } from '../../lifelog/channels.ts'
import { Cells } from '../cells.ts'
import { csvRows, NotCsv } from '../csv.ts'
import type { Found, SourceFile } from '../reader.ts'
import { unreadable } from '../triage.ts'
import { countsByMinute } from '../wearable/counts-by-minute.ts'
import type { Reading } from '../wearable/readings.ts'
import { ACTIVITIES, CUMULATIVE, nameOf, TABLES, type Column } from './layout.ts'
import { millisecondsOf } from './time.ts'

interface How {
  readonly participant: string
  readonly zone: string
  /** What values are multiplied by. */
  readonly factor: number
  readonly signal: AbortSignal
}

/** A column of a table, and where it may stand in it. */
interface Placed extends Column {
  readonly places: readonly number[]
}

/** One table's samples, a chunk at a time. */
export async function* readTable(
  file: SourceFile,
  { participant, zone, factor, signal }: How,
): AsyncGenerator<Found> {
  const cells = new Cells(file.path)
  const steps = nameOf(file.path) === CUMULATIVE ? new Steps() : undefined
  let columns: Placed[] | undefined
  let count = 0
  const samples = (channel: ChannelId, times: Float64Array, values: Float64Array | Float32Array): Found => ({
    kind: 'samples',
    samples: { participant, channel, unit: CHANNELS[channel].unit, times, values, zone },
    dateKnown: true,
  })
  try {
    for await (const { rows, firstLine, bytes } of csvRows(file.blob, signal)) {
      const body = columns ? rows : rows.slice(1)
      if (!columns) {
        const header = (rows[0] ?? []).map((name) => name.trim())
        columns = placed(TABLES[nameOf(file.path)]!, header)
        for (const { names, places } of columns)
          if (places.length === 0) {
            const column = names.at(-1)!
            yield {
              kind: 'problem',
              problem: { file: file.path, place: 'line 1', code: 'missing_column', detail: { column } },
            }
          }
      }
      const line = firstLine + rows.length - body.length
      const times = Float64Array.from(body, ([text = ''], i) => {
        const at = millisecondsOf(text.trim())
        if (Number.isNaN(at)) cells.bad(text, line + i, 'time')
        return at
      })
      for (const { channel, names, places } of columns) {
        if (places.length === 0) continue
        const values = Float64Array.from(body, (row, i) => {
          const place = places.find((one) => (row[one]?.trim() ?? '') !== '') ?? places[0]!
          return factor * valueOf(channel, row[place], cells, line + i, names[0]!)
        })
        if (steps) steps.add(times, values)
        else if (body.length > 0) yield samples(channel, times, values)
      }
      count += body.length
      yield { kind: 'progress', file: file.path, bytes }
    }
  } catch (error) {
    if (!(error instanceof NotCsv)) throw error
    yield { kind: 'problem', problem: unreadable(file.path, error) }
  }
  if (steps) {
    const { times, values } = countsByMinute(steps.readings, [0])
    yield samples('steps', times, values)
  }
  for (const problem of cells.problems()) yield { kind: 'problem', problem }
  if (count === 0) yield { kind: 'problem', problem: { file: file.path, code: 'no_rows' } }
}

const placed = (columns: readonly Column[], header: readonly string[]): Placed[] =>
  columns.map((column) => ({
    ...column,
    places: column.names.map((name) => header.indexOf(name)).filter((place) => place >= 0),
  }))

function valueOf(
  channel: ChannelId,
  text: string | undefined,
  cells: Cells,
  line: number,
  column: string,
): number {
  if (channel !== 'activity') return cells.number(text, line, column)
  const name = text?.trim().toLowerCase() ?? ''
  const code = ACTIVITIES[name]
  if (code === undefined && name !== '') cells.bad(name, line, column)
  return code ?? NaN
}

/** Steps between two rows, out of steps since the start. */
class Steps {
  readonly readings: Reading[] = []
  #at = NaN
  #steps = NaN

  add(times: Float64Array, values: Float64Array): void {
    for (const [i, at] of times.entries()) {
      const steps = values[i]!
      if (Number.isNaN(at) || Number.isNaN(steps)) continue
      const [before, already] = [this.#at, this.#steps]
      this.#at = at
      this.#steps = steps
      // The first row counts from a start that no row states; where the count falls, it began anew.
      if (!(at > before) || steps < already) continue
      const [seconds, value] = [(at - before) / 1000, steps - already]
      this.readings.push({ start: before, seconds, value, ahead: 0, source: 0 })
    }
  }
}
