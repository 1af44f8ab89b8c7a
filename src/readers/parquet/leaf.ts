import type { FileMetaData, SchemaTree } from 'hyparquet'
import type { Physical, StampUnit } from './plain.ts'

/** One stored column of a table: a top-level one, or a list or field inside one. */
export interface Leaf {
  /** Dotted path without the words that Parquet puts around lists, for example `m_gps.speed`. */
  readonly name: string
  /** Path as the file has it. */
  readonly path: string
  readonly physical: Physical
  readonly text: boolean
  /** Set where the column holds timestamps, which come out as milliseconds. */
  readonly unit: StampUnit | undefined
  /** Timestamps are instants, not a wall clock's time. */
  readonly instants: boolean
  readonly maxRepetition: number
  readonly maxDefinition: number
}

const PHYSICAL: readonly string[] = ['INT32', 'INT64', 'FLOAT', 'DOUBLE', 'BOOLEAN', 'BYTE_ARRAY']

/** What Parquet's writers call the layers of a list. */
const LIST_WORDS = new Set(['list', 'element', 'item', 'bag', 'array'])

/** The stored columns of a schema that can be read here. */
export function leavesOf(root: SchemaTree): Leaf[] {
  const leaves: Leaf[] = []
  const walk = (node: SchemaTree, repetition: number, definition: number): void => {
    const { element } = node
    const optional = element.repetition_type !== 'REQUIRED' ? 1 : 0
    const repeated = element.repetition_type === 'REPEATED' ? 1 : 0
    if (node.children.length > 0) {
      for (const child of node.children) walk(child, repetition + repeated, definition + optional)
      return
    }
    const { type, converted_type: converted, logical_type: logical } = element
    if (!type || !PHYSICAL.includes(type)) return
    const stamp = logical?.type === 'TIMESTAMP' ? logical : undefined
    const old =
      converted === 'TIMESTAMP_MILLIS' ? 'MILLIS' : converted === 'TIMESTAMP_MICROS' ? 'MICROS' : undefined
    leaves.push({
      name: node.path.filter((part, i) => i === 0 || !LIST_WORDS.has(part)).join('.'),
      path: node.path.join('.'),
      physical: type as Physical,
      text: type === 'BYTE_ARRAY',
      unit: stamp?.unit ?? old,
      instants: stamp?.isAdjustedToUTC === true,
      maxRepetition: repetition + repeated,
      maxDefinition: definition + optional,
    })
  }
  for (const child of root.children) walk(child, 0, 0)
  return leaves
}

/** Where one column's pages of one row group lie. */
export interface Chunk {
  readonly leaf: Leaf
  readonly codec: string
  readonly from: number
  readonly end: number
  /** Entries, those of nested lists and unknown ones included. */
  readonly entries: number
}

/** The pages of `leaf` in a row group; undefined where the footer has none. */
export function chunkOf(group: FileMetaData['row_groups'][number], leaf: Leaf): Chunk | undefined {
  const meta = group.columns.find(
    ({ meta_data }) => meta_data?.path_in_schema.join('.') === leaf.path,
  )?.meta_data
  if (!meta) return undefined
  const data = Number(meta.data_page_offset)
  const dictionary = Number(meta.dictionary_page_offset ?? 0)
  const from = dictionary > 0 ? Math.min(dictionary, data) : data
  return {
    leaf,
    codec: meta.codec,
    from,
    end: from + Number(meta.total_compressed_size),
    entries: Number(meta.num_values),
  }
}
