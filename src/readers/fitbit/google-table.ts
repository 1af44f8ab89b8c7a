import type { Cells } from '../cells.ts'
import { csvRows } from '../csv.ts'
import type { SourceFile } from '../reader.ts'

/** A row of one of Google's tables, by its columns' names. */
export interface TableRow {
  readonly line: number
  /** Empty where the column isn't there. */
  text(column: string | RegExp): string
}

/** A table's rows, a chunk at a time. @throws what `csvRows` throws */
export async function* tableRows(
  { blob }: SourceFile,
  signal: AbortSignal,
): AsyncGenerator<{ rows: TableRow[]; bytes: number }> {
  let names: string[] | undefined
  const at = (column: string | RegExp): number =>
    names!.findIndex((name) => (typeof column === 'string' ? name === column : column.test(name)))
  for await (const { rows, firstLine, bytes } of csvRows(blob, signal)) {
    const body = names ? rows : rows.slice(1)
    names ??= (rows[0] ?? []).map((name) => name.replace(/^\ufeff/, '').trim())
    const line = firstLine + rows.length - body.length
    yield {
      rows: body.map((row, i) => ({ line: line + i, text: (column) => row[at(column)]?.trim() ?? '' })),
      bytes,
    }
  }
}

/** Notes a row's cell that is no time. */
export const badTime = (cells: Cells, row: TableRow, column: string): void =>
  cells.bad(row.text(column), row.line, column)
