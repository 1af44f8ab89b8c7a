import { csvHeader } from '../csv.ts'
import { isParquet, openParquet } from '../parquet/table.ts'
import type { SourceFile } from '../reader.ts'

/** A table has at least a time and a value, and no more columns than somebody can name. */
const FEWEST = 2
const MOST = 200

/**
 * The names of a table's columns, of Parquet those without lists; empty where a file is none, or where its header
 * can't be one. Throws what reading the file throws.
 */
export async function columnsOf(file: SourceFile): Promise<string[]> {
  if (await isParquet(file)) {
    const { leaves } = await openParquet(file)
    return leaves.filter(({ maxRepetition }) => maxRepetition === 0).map(({ name }) => name)
  }
  const names = await csvHeader(file.blob)
  const unique = new Set(names).size === names.length
  // A header holds names, not numbers, and nothing that no text file has.
  const words = names.every((name) => Number.isNaN(Number(name || NaN)) && !/[\0-\x08\ufffd]/.test(name))
  return names.length >= FEWEST && names.length <= MOST && unique && words ? names : []
}
