import { columnsOf } from './mapped/columns.ts'
import type { Problem, SourceFile } from './reader.ts'

/** So many column names fit into a message. */
const NAMES = 12

/** Says of a file that no reader took why that is. */
export async function whyUnclaimed(file: SourceFile): Promise<Problem> {
  const { path, blob } = file
  if ((await blob.slice(0, 4).text()) !== 'PAR1') {
    const columns = await columnsOf(file)
    return columns.length > 0
      ? { file: path, code: 'unmapped_table', detail: { columns: listed(columns) } }
      : { file: path, code: 'unknown_format' }
  }
  const { parquetMetadataAsync, parquetSchema } = await import('hyparquet')
  try {
    const metadata = await parquetMetadataAsync({
      byteLength: blob.size,
      slice: (start, end) => blob.slice(start, end).arrayBuffer(),
    })
    const names = parquetSchema(metadata).children.map((child) => child.element.name)
    return { file: path, code: 'parquet_columns', detail: { columns: listed(names) } }
  } catch {
    return { file: path, place: `byte ${blob.size}`, code: 'truncated_parquet', detail: { bytes: blob.size } }
  }
}

const listed = (names: readonly string[]): string =>
  names.slice(0, NAMES).join(', ') + (names.length > NAMES ? ', …' : '')
