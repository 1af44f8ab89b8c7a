import type { SchemaTree } from 'hyparquet'
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
