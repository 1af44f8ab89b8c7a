import { DamagedParquet } from '../parquet/damaged.ts'
import { openParquet, type ParquetTable } from '../parquet/table.ts'
import type { Problem, SourceFile } from '../reader.ts'
import type { TableSpec } from './spec.ts'

const KEYS = ['subject_id', 'timestamp'] as const

/** A table ready to be read. */
export interface OpenTable {
  readonly parquet: ParquetTable
  readonly spec: TableSpec
  /** Names to read: subject, timestamp, then those value columns that the file has. */
  readonly names: readonly string[]
  /** For each channel of `spec` the place of its column behind the first two. */
  readonly present: readonly boolean[]
}

/** Opens a table and says what is wrong with its columns; without a table where nothing can be read of it. */
export async function openTable(
  file: SourceFile,
  spec: TableSpec,
): Promise<{ table?: OpenTable; problems: Problem[] }> {
  let parquet: ParquetTable
  try {
    parquet = await openParquet(file)
  } catch (error) {
    if (!(error instanceof DamagedParquet)) throw error
    const { place } = error
    return {
      problems: [{ file: file.path, place, code: 'truncated_parquet', detail: { bytes: file.blob.size } }],
    }
  }
  const usable = (name: string): boolean => {
    const leaf = parquet.leaves.find((l) => l.name === name)
    if (!leaf) return false
    if (name === 'subject_id') return leaf.maxRepetition === 0
    if (name === 'timestamp') return leaf.maxRepetition === 0 && leaf.unit !== undefined
    const holds = spec.holds === 'either' || (spec.holds === 'texts') === leaf.text
    return leaf.maxRepetition === spec.depth && holds
  }
  const present = spec.columns.map(usable)
  const missing = [...KEYS, ...spec.columns].filter((name) => !usable(name))
  const problems: Problem[] = []
  if (missing.length > 0)
    problems.push({
      file: file.path,
      code: 'parquet_lacks',
      detail: {
        missing: missing.join(', '),
        columns: parquet.leaves.map((leaf) => leaf.name).join(', ') || '–',
      },
    })
  const some = present.includes(true) && KEYS.every(usable)
  if (!some) return { problems }
  const names = [...KEYS, ...spec.columns.filter(usable)]
  return { table: { parquet, spec, names, present }, problems }
}
