import { bool, i32, list, struct, text, type Field, type Value } from './thrift-write.ts'

/** A table's column: numbers, instants on a wall clock in milliseconds, texts, or a list of pairs of texts. */
export interface ColumnSpec {
  readonly name: string
  readonly kind: 'whole' | 'number' | 'timestamp' | 'text' | 'pairs'
}

/** A column's rows. `pairs` has for each row its pairs. */
export type ColumnRows =
  Float64Array | readonly string[] | readonly (readonly (readonly [string, string])[])[]

const INT64 = 2
const DOUBLE = 5
const BYTE_ARRAY = 6
const REQUIRED = 0
const OPTIONAL = 1
const REPEATED = 2
const UTF8 = 0
const LIST = 3
/** Of Parquet's logical types and units. */
const TIMESTAMP = 8
const NANOS = 3

export const physicalOf = ({ kind }: ColumnSpec): number =>
  kind === 'number' ? DOUBLE : kind === 'whole' || kind === 'timestamp' ? INT64 : BYTE_ARRAY

/** The parts of a column's path. */
export const pathOf = ({ name, kind }: ColumnSpec): string[] =>
  kind === 'pairs' ? [name, 'list', 'element', 'list', 'element'] : [name]

/** The schema's entries for a column, depth first. Timestamps are naive, in nanoseconds, as pandas writes them. */
export function schemaOf(column: ColumnSpec): Value[] {
  const element = (name: string, repetition: number, ...more: readonly Field[]): Value =>
    struct(
      ...more.filter(([id]) => id < 3),
      [3, i32(repetition)],
      [4, text(name)],
      ...more.filter(([id]) => id > 4),
    )
  const type = i32(physicalOf(column))
  switch (column.kind) {
    case 'timestamp': {
      const unit = struct([NANOS, struct()])
      const logical = struct([TIMESTAMP, struct([1, bool(false)], [2, unit])])
      return [element(column.name, REQUIRED, [1, type], [10, logical])]
    }
    case 'text':
      return [element(column.name, REQUIRED, [1, type], [6, i32(UTF8)])]
    case 'pairs': {
      const group = (name: string): Value[] => [
        element(name, OPTIONAL, [5, i32(1)], [6, i32(LIST)]),
        element('list', REPEATED, [5, i32(1)]),
      ]
      return [
        ...group(column.name),
        ...group('element'),
        element('element', OPTIONAL, [1, type], [6, i32(UTF8)]),
      ]
    }
    default:
      return [element(column.name, REQUIRED, [1, type])]
  }
}

export const encodingsOf = (): Value => list([i32(0), i32(3)])
