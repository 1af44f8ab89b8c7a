import { DamagedParquet } from './damaged.ts'
import { ThriftEnd, ThriftReader, type ThriftStruct } from './thrift.ts'
import type { ByteWindow } from './window.ts'

/** Statistics of long texts stand in headers; none is longer than this. */
const LONGEST_HEADER = 1 << 18

/** Largest page, packed or not, and most values in one: a bound against damaged headers. */
const MOST_BYTES = 1 << 28
const MOST_VALUES = 1 << 24

export interface PageHeader {
  readonly kind: 'data' | 'data2' | 'dictionary' | 'other'
  readonly packed: number
  readonly unpacked: number
  readonly values: number
  /** Parquet's number of the encoding of the values. */
  readonly encoding: number
  /** Of a `data2` page: bytes of the levels that stand unpacked before the values. */
  readonly repetitionBytes: number
  readonly definitionBytes: number
  readonly compressed: boolean
  /** CRC-32 of the packed bytes, where the writer gave one. */
  readonly crc: number | undefined
}

const KINDS = ['data', 'other', 'dictionary', 'data2'] as const

/** Reads the header at the window's place and moves behind it; `place` names it in errors. */
export async function readPageHeader(window: ByteWindow, place: string): Promise<PageHeader> {
  for (let size = 1 << 10; ; size *= 8) {
    const bytes = await window.peek(size)
    const reader = new ThriftReader(bytes)
    try {
      const header = toHeader(reader.struct(), place)
      window.at += reader.at
      return header
    } catch (error) {
      const more = error instanceof ThriftEnd && bytes.length === size && size < LONGEST_HEADER
      if (!more) throw error instanceof DamagedParquet ? error : new DamagedParquet(place, 'no page header')
    }
  }
}

function toHeader(fields: ThriftStruct, place: string): PageHeader {
  const kind = KINDS[number(fields, 1)] ?? 'other'
  const inner = fields.get({ data: 5, other: 6, dictionary: 7, data2: 8 }[kind])
  const of: ThriftStruct = inner instanceof Map ? inner : new Map()
  const second = kind === 'data2'
  const crc = fields.get(4)
  const header: PageHeader = {
    kind,
    packed: number(fields, 3),
    unpacked: number(fields, 2),
    values: kind === 'other' ? 0 : number(of, 1),
    encoding: kind === 'other' ? 0 : number(of, second ? 4 : 2),
    definitionBytes: second ? number(of, 5) : 0,
    repetitionBytes: second ? number(of, 6) : 0,
    compressed: of.get(7) !== false || !second,
    crc: typeof crc === 'number' ? crc >>> 0 : undefined,
  }
  const within = (value: number, most: number): boolean => value >= 0 && value <= most
  const sound =
    within(header.packed, MOST_BYTES) &&
    within(header.unpacked, MOST_BYTES) &&
    within(header.values, MOST_VALUES) &&
    within(header.definitionBytes, header.packed) &&
    within(header.repetitionBytes, header.packed - header.definitionBytes)
  if (!sound) throw new DamagedParquet(place, 'its page header names impossible sizes')
  return header
}

const number = (fields: ThriftStruct, id: number): number => {
  const value = fields.get(id)
  return typeof value === 'number' ? value : NaN
}
