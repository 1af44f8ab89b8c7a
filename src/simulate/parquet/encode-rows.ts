import type { ColumnRows, ColumnSpec } from './column.ts'

/** One page before it is packed. */
export interface Encoded {
  readonly bytes: Uint8Array
  /** Entries; of nested rows more than rows. */
  readonly entries: number
}

/** Definition level of a text in a pair: list, pair and text are there. */
const WHOLE = 5
/** Of a row whose list is empty. */
const EMPTY = 1

/** In a millisecond. */
const NANOSECONDS = 1_000_000n

const encoder = new TextEncoder()

/** The values of some rows, plainly written. */
export function encodeRows({ kind }: ColumnSpec, rows: ColumnRows): Encoded {
  switch (kind) {
    case 'number':
      return { bytes: bytesOf(rows as Float64Array), entries: rows.length }
    case 'whole':
      return longs(rows as Float64Array, 1n)
    case 'timestamp':
      return longs(rows as Float64Array, NANOSECONDS)
    case 'text':
      return { bytes: texts(rows as readonly string[]), entries: rows.length }
    case 'pairs':
      return pairs(rows as readonly (readonly (readonly [string, string])[])[])
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array | BigInt64Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

function longs(values: Float64Array, factor: bigint): Encoded {
  const stored = new BigInt64Array(values.length)
  for (let i = 0; i < values.length; i++) stored[i] = stored64(values[i]!, factor)
  return { bytes: bytesOf(stored), entries: values.length }
}

const stored64 = (value: number, factor: bigint): bigint => BigInt(Math.round(value)) * factor

/** Smallest and largest value as they are stored, of whole numbers and timestamps. */
export function rangeOf(
  { kind }: ColumnSpec,
  rows: ColumnRows,
): readonly [least: Uint8Array, most: Uint8Array] | undefined {
  if ((kind !== 'whole' && kind !== 'timestamp') || rows.length === 0) return undefined
  let [least, most] = [Infinity, -Infinity]
  for (const value of rows as Float64Array) {
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  const factor = kind === 'timestamp' ? NANOSECONDS : 1n
  return [
    bytesOf(BigInt64Array.of(stored64(least, factor))),
    bytesOf(BigInt64Array.of(stored64(most, factor))),
  ]
}

function texts(values: readonly string[]): Uint8Array {
  const encoded = values.map((value) => encoder.encode(value))
  const bytes = new Uint8Array(encoded.reduce((sum, { length }) => sum + 4 + length, 0))
  const view = new DataView(bytes.buffer)
  let at = 0
  for (const value of encoded) {
    view.setUint32(at, value.length, true)
    bytes.set(value, at + 4)
    at += 4 + value.length
  }
  return bytes
}

function pairs(rows: readonly (readonly (readonly [string, string])[])[]): Encoded {
  const repetition: number[] = []
  const definition: number[] = []
  const values: string[] = []
  for (const row of rows) {
    if (row.length === 0) {
      repetition.push(0)
      definition.push(EMPTY)
    }
    for (const [i, pair] of row.entries())
      for (const [k, word] of pair.entries()) {
        repetition.push(k > 0 ? 2 : i > 0 ? 1 : 0)
        definition.push(WHOLE)
        values.push(word)
      }
  }
  const parts = [levels(repetition, 2), levels(definition, 3), texts(values)]
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return { bytes, entries: repetition.length }
}

/** Levels as one bit-packed run, with their length before it. */
function levels(of: readonly number[], width: number): Uint8Array {
  const groups = Math.ceil(of.length / 8)
  const header: number[] = []
  for (let rest = 2 * groups + 1; ; rest >>>= 7) {
    header.push(rest >= 128 ? (rest & 127) | 128 : rest)
    if (rest < 128) break
  }
  const bytes = new Uint8Array(4 + header.length + groups * width)
  new DataView(bytes.buffer).setUint32(0, bytes.length - 4, true)
  bytes.set(header, 4)
  for (const [i, level] of of.entries())
    for (let bit = 0; bit < width; bit++) {
      const at = i * width + bit
      if ((level >> bit) & 1) bytes[4 + header.length + (at >> 3)]! |= 1 << (at & 7)
    }
  return bytes
}
