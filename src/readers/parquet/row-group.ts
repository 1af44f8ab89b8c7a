import type { FileMetaData } from 'hyparquet'
import type { Leaf } from './leaf.ts'

/** Where one column's pages of one row group lie. */
export interface Chunk {
  readonly leaf: Leaf
  readonly codec: string
  readonly from: number
  readonly end: number
  /** Entries, those of nested lists and unknown ones included. */
  readonly entries: number
  /** Smallest and largest value, where the writer gave them. */
  readonly least: unknown
  readonly most: unknown
}

export interface RowGroup {
  readonly rows: number
  /** By `Leaf.name`; columns that can't be read here are missing. */
  readonly chunks: ReadonlyMap<string, Chunk>
}

/**
 * What a footer says of a row group, checked as far as it goes without its pages.
 * Throws a RangeError or a TypeError where it makes no sense.
 */
export function rowGroup(group: FileMetaData['row_groups'][number], leaves: readonly Leaf[]): RowGroup {
  const chunks = new Map<string, Chunk>()
  for (const { meta_data: meta } of group.columns) {
    const path = meta?.path_in_schema.join('.')
    const leaf = leaves.find((l) => l.path === path)
    if (!meta || !leaf) continue
    const data = Number(meta.data_page_offset)
    const dictionary = Number(meta.dictionary_page_offset ?? 0)
    const from = dictionary > 0 ? Math.min(dictionary, data) : data
    chunks.set(leaf.name, {
      leaf,
      codec: meta.codec ?? 'a codec of no name',
      from,
      end: from + whole(meta.total_compressed_size),
      entries: whole(meta.num_values),
      least: meta.statistics?.min_value ?? meta.statistics?.min,
      most: meta.statistics?.max_value ?? meta.statistics?.max,
    })
  }
  return { rows: whole(group.num_rows), chunks }
}

function whole(value: bigint | undefined): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number) || number < 0) throw new RangeError(`${value} is no count`)
  return number
}
