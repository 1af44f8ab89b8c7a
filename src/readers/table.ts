import { csvRows } from './csv.ts'
import type { SourceFile } from './reader.ts'

/** A row of a table with a header, by its columns' names. */
export interface TableRow {
  /** In the file, from 1. */
  readonly line: number
  /** Trimmed; empty where the column isn't there. */
  text(column: string | RegExp): string
}

export interface TableRows {
  readonly rows: readonly TableRow[]
  /** Bytes read since the previous chunk. */
  readonly bytes: number
}

export interface TableOptions {
  readonly delimiter?: string
  /** Lines before the header. */
  readonly skip?: number
}

/**
 * A table's rows, a chunk at a time.
 * @throws NotCsv, the signal's reason, and what reading the blob throws
 */
export async function* tableRows(
  { blob }: SourceFile,
  signal: AbortSignal,
  { delimiter = ',', skip = 0 }: TableOptions = {},
): AsyncGenerator<TableRows> {
  let names: string[] | undefined
  let left = skip
  const at = (column: string | RegExp): number =>
    names!.findIndex((name) => (typeof column === 'string' ? name === column : column.test(name)))
  for await (const { rows, firstLine, bytes } of csvRows(blob, signal, delimiter)) {
    const body = [...rows]
    while (left > 0 && body.length > 0) {
      body.shift()
      left--
    }
    names ??= body.shift()?.map((name) => name.replace(/^\ufeff/, '').trim())
    const line = firstLine + rows.length - body.length
    yield {
      rows: body.map((row, i) => ({ line: line + i, text: (column) => row[at(column)]?.trim() ?? '' })),
      bytes,
    }
  }
}
