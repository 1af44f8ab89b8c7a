import { CHANNELS } from '../../lifelog/channels.ts'
import { Cells } from '../cells.ts'
import { csvRows, NotCsv } from '../csv.ts'
import { folderOf } from '../path.ts'
import type { Found, Reader, ReadOptions, SourceFile } from '../reader.ts'
import { unreadable } from '../triage.ts'
import { nameOf, participantOf, PASSED_OVER, startIn, TABLES, type Start } from './layout.ts'

/**
 * The Empatica E4's export: a folder or zip a session, with ACC.csv (32 Hz), HR.csv (1 Hz, means of ten seconds, so that it
 * starts later) and tables of other sensors. Lines are samples; the first says when they start, the second how many
 * there are a second.
 */
export const empaticaE4: Reader = {
  id: 'empatica-e4',

  async detect(files) {
    const groups = new Map<string, SourceFile[]>()
    for (const file of files) {
      if (!(await claims(file))) continue
      const folder = folderOf(file.path)
      groups.set(folder, [...(groups.get(folder) ?? []), file])
    }
    for (const file of files)
      if (PASSED_OVER.includes(nameOf(file))) groups.get(folderOf(file.path))?.push(file)
    return [...groups.values()]
  },

  async *read(group, options): AsyncGenerator<Found> {
    for (const file of group) {
      if (!TABLES[nameOf(file)]) continue
      try {
        yield* readTable(file, options)
      } catch (error) {
        if (options.signal.aborted) throw error
        yield { kind: 'problem', problem: unreadable(file.path, error) }
      }
    }
  },
}

/** By name, and by the two lines that nobody else begins with. */
async function claims(file: SourceFile): Promise<boolean> {
  const columns = TABLES[nameOf(file)]
  if (!columns) return false
  const head = await file.blob
    .slice(0, 512)
    .text()
    .catch(() => '')
  const [first = '', second = ''] = head.split(/\r?\n/)
  return startIn(first.split(','), second.split(','), columns.length) !== null
}

async function* readTable(file: SourceFile, { zone, signal }: ReadOptions): AsyncGenerator<Found> {
  const columns = TABLES[nameOf(file)]!
  const participant = participantOf(file.path)
  const cells = new Cells(file.path)
  const heads: string[][] = []
  let start: Start | null = null
  let count = 0
  try {
    for await (const { rows, firstLine, bytes } of csvRows(file.blob, signal)) {
      const body = [...rows]
      while (heads.length < 2 && body.length > 0) heads.push(body.shift()!)
      start ??= startIn(heads[0] ?? [], heads[1] ?? [], columns.length)
      if (start && body.length > 0) {
        const { at, rate } = start
        const line = firstLine + rows.length - body.length
        const times = Float64Array.from(body, (_, i) => at + (1000 * (count + i)) / rate)
        for (const [k, { channel, factor }] of columns.entries()) {
          const values = Float64Array.from(
            body,
            (row, i) => factor * cells.number(row[k], line + i, `${k + 1}`),
          )
          const samples = { participant, channel, unit: CHANNELS[channel].unit, times, values, zone }
          yield { kind: 'samples', samples, dateKnown: true }
        }
        count += body.length
      }
      yield { kind: 'progress', file: file.path, bytes }
    }
  } catch (error) {
    if (!(error instanceof NotCsv)) throw error
    yield { kind: 'problem', problem: unreadable(file.path, error) }
  }
  for (const problem of cells.problems()) yield { kind: 'problem', problem }
  if (count === 0) yield { kind: 'problem', problem: { file: file.path, code: 'no_rows' } }
}
