import { Cells } from '../cells.ts'
import { csvRows, NotCsv } from '../csv.ts'
import type { Found, Problem, ReadOptions, SourceFile } from '../reader.ts'

/** A row of a small table; columns by lower-case name, empty where the table lacks them. */
export interface SideRow {
  text(column: string): string
  number(column: string): number
  /** Notes that the row's person or time can't be read. */
  bad(value: string): void
}

export interface SideTable {
  readonly rows: readonly SideRow[]
  /** What was wrong so far, and how many bytes were read. */
  found(): Found[]
}

/** So many bad rows are told one by one. */
const SHOWN = 5

/** Reads a table of some hundred rows whole: one row a person and day. Throws what reading the blob throws. */
export async function readSideTable(
  file: SourceFile,
  wanted: readonly string[],
  { signal }: ReadOptions,
): Promise<SideTable> {
  const cells = new Cells(file.path)
  const problems: Problem[] = []
  const rows: SideRow[] = []
  let header: string[] | undefined
  let badRows = 0
  try {
    for await (const { rows: some, firstLine } of csvRows(file.blob, signal))
      for (const [i, row] of some.entries()) {
        if (!header) {
          header = row.map((name) => name.trim().toLowerCase())
          for (const column of wanted.filter((name) => !header!.includes(name)))
            problems.push({ file: file.path, code: 'missing_column', detail: { column } })
          continue
        }
        if (row.join('').trim() === '') continue
        const line = firstLine + i
        const at = (column: string): string => row[header!.indexOf(column)] ?? ''
        rows.push({
          text: (column) => at(column).trim(),
          number: (column) => cells.number(at(column), line, column),
          bad(value) {
            if (badRows++ >= SHOWN) return
            const detail = { line, value: value.slice(0, 40), count: 1 }
            problems.push({ file: file.path, place: `line ${line}`, code: 'bad_day', detail })
          },
        })
      }
  } catch (error) {
    if (!(error instanceof NotCsv)) throw error
    problems.push({ file: file.path, code: 'unreadable', detail: { reason: error.message } })
  }
  if (rows.length === 0) problems.push({ file: file.path, code: 'no_rows' })
  return {
    rows,
    found() {
      const more = badRows - SHOWN
      const all = [...problems, ...cells.problems()]
      if (more > 0) all.push({ file: file.path, code: 'more_cells', detail: { count: more } })
      return [
        ...all.map((problem): Found => ({ kind: 'problem', problem })),
        { kind: 'progress', file: file.path, bytes: file.blob.size },
      ]
    },
  }
}
