import type { SourceFile } from '../reader.ts'
import { Cursor, type Column } from './cursor.ts'
import { DamagedParquet } from './damaged.ts'
import { leavesOf, type Leaf } from './leaf.ts'
import { pagesOf } from './pages.ts'
import { rowGroup, type RowGroup } from './row-group.ts'

/** An opened Parquet file; only its footer is in memory. */
export interface ParquetTable {
  readonly file: SourceFile
  readonly leaves: readonly Leaf[]
  readonly groups: readonly RowGroup[]
}

/** A stretch of rows, one column for each name asked for, in that order. */
export interface Batch {
  readonly rows: number
  readonly columns: readonly Column[]
}

/** Whether a file starts as Parquet files do. */
export const isParquet = async (file: SourceFile): Promise<boolean> =>
  (await file.blob.slice(0, 4).text()) === 'PAR1'

/** Reads the footer. Throws DamagedParquet where it is missing or makes no sense, and what reading throws. */
export async function openParquet(file: SourceFile): Promise<ParquetTable> {
  const { parquetMetadataAsync, parquetSchema } = await import('hyparquet')
  const { blob } = file
  let failure: unknown
  const slice = (start: number, end?: number): Promise<ArrayBuffer> =>
    blob
      .slice(start, end)
      .arrayBuffer()
      .catch((error: unknown) => {
        failure = error
        throw error
      })
  try {
    const metadata = await parquetMetadataAsync({ byteLength: blob.size, slice })
    const leaves = leavesOf(parquetSchema(metadata))
    return { file, leaves, groups: metadata.row_groups.map((group) => rowGroup(group, leaves)) }
  } catch (error) {
    if (failure) throw failure
    throw new DamagedParquet(`byte ${blob.size}`, error instanceof Error ? error.message : String(error))
  }
}

/**
 * Streams the rows of one row group, no more than a page of each column at a time.
 * @param names of the columns, as `Leaf.name`; each must be one of the table's
 * Throws DamagedParquet where a page is, and what reading the file throws.
 */
export async function* batchesOf(
  table: ParquetTable,
  group: number,
  names: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  const place = `row group ${group + 1}`
  const stored = table.groups[group]
  const cursors = names.map((name) => {
    const chunk = stored?.chunks.get(name)
    if (!chunk) throw new DamagedParquet(place, `it lacks column ${name}`)
    return new Cursor(chunk.leaf, pagesOf(table.file.blob, chunk, group, signal))
  })
  try {
    for (let left = stored?.rows ?? 0; left > 0;) {
      const ready = await Promise.all(cursors.map((cursor) => cursor.available()))
      signal.throwIfAborted()
      const rows = Math.min(left, ...ready)
      if (rows === 0) throw new DamagedParquet(place, 'its columns are of different lengths')
      yield { rows, columns: cursors.map((cursor) => cursor.take(rows)) }
      left -= rows
    }
  } finally {
    await Promise.all(cursors.map((cursor) => cursor.close().catch(() => undefined)))
  }
}
