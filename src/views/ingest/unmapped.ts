import { columnsOf } from '../../readers/mapped/columns.ts'
import { baseName, folderOf } from '../../readers/path.ts'
import type { Problem } from '../../readers/reader.ts'
import type { Picked } from './picked.ts'

/** A table nobody has said anything of. */
export interface Unmapped {
  readonly file: Picked
  readonly columns: readonly string[]
  /** Whose it may be: the name of its folder, or its own. */
  readonly participant: string
}

/**
 * The first table among what was refused that can be read once somebody says what its columns are. Not those in
 * zips: of these the page has no file.
 */
export async function firstUnmapped(
  files: readonly Picked[],
  problems: readonly Problem[],
): Promise<Unmapped | undefined> {
  for (const { file: path, code } of problems) {
    if (code !== 'unmapped_table' && code !== 'parquet_columns') continue
    const file = files.find((one) => one.path === path)
    if (!file) continue
    const columns = await columnsOf({ path, blob: file.file }).catch((): string[] => [])
    const participant = baseName(folderOf(path)) || baseName(path).replace(/\.[^.]*$/, '')
    if (columns.length > 1) return { file, columns, participant }
  }
  return undefined
}
