import { bytesOf } from './dtypes.ts'
import { duplicateKey } from './json-keys.ts'

/** Where one tensor lies; offsets count from the file's first byte. */
export interface HeaderEntry {
  readonly name: string
  readonly dtype: string
  readonly shape: readonly number[]
  readonly from: number
  readonly to: number
}

export interface SafetensorsHeader {
  /** In the header's order. */
  readonly entries: readonly HeaderEntry[]
  readonly metadata: Readonly<Record<string, string>>
}

export const LENGTH_BYTES = 8
/** The format's own limit. */
const LONGEST_HEADER = 100_000_000
/** How every zip archive starts. */
const ZIP = [0x50, 0x4b, 3, 4]

/**
 * Reads and checks the header, down to every offset: the tensors must fill the file without gap or overlap.
 * @param bytes the file, or at least its header
 * @param size bytes of the whole file
 * @throws Error that names what is wrong, with the tensor and the numbers
 */
export function readHeader(bytes: Uint8Array, size = bytes.byteLength): SafetensorsHeader {
  if (ZIP.every((byte, i) => bytes[i] === byte))
    throw new Error("This is a zip archive, such as PyTorch's .pth; only safetensors files are read")
  if (size < LENGTH_BYTES) throw new Error(`A file of ${size} bytes has no safetensors header`)
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true))
  const start = LENGTH_BYTES + length
  if (length > LONGEST_HEADER) throw new Error(`A header of ${length} bytes is longer than the format allows`)
  if (start > size)
    throw new Error(`The header has ${length} bytes, the whole file only ${size}: it is cut off`)

  const header = parseObject(bytes.subarray(LENGTH_BYTES, start))
  const entries: HeaderEntry[] = []
  let metadata: Record<string, string> = {}
  for (const [name, value] of Object.entries(header))
    if (name === '__metadata__') metadata = checkedMetadata(value)
    else entries.push(checkedEntry(name, value, start, size))
  checkCover(entries, start, size)
  return { entries, metadata }
}

function parseObject(bytes: Uint8Array): object {
  let text: string
  let parsed: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    parsed = JSON.parse(text)
  } catch (cause) {
    throw new Error(`The header is not JSON: ${cause instanceof Error ? cause.message : ''}`, { cause })
  }
  if (!isObject(parsed)) throw new Error('The header is not a JSON object')
  const twice = duplicateKey(text)
  if (twice !== null) throw new Error(`The header names ${JSON.stringify(twice)} twice`)
  return parsed
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

function checkedMetadata(value: unknown): Record<string, string> {
  if (!isObject(value)) throw new Error('The metadata is not an object of texts')
  const texts: [string, string][] = []
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') throw new Error(`The metadata's ${key} is not a text`)
    texts.push([key, text])
  }
  return Object.fromEntries(texts)
}

function checkedEntry(name: string, value: unknown, start: number, size: number): HeaderEntry {
  if (!isObject(value)) throw new Error(`${name} is described by no object`)
  const { dtype, shape, data_offsets: offsets } = value
  if (typeof dtype !== 'string') throw new Error(`${name} has no type`)
  if (!Array.isArray(shape) || !shape.every(isCount))
    throw new Error(`${name} has the shape ${shown(shape)}; only whole numbers from 0 on make one`)
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount))
    throw new Error(`${name} has the offsets ${shown(offsets)}; two whole numbers belong there`)
  const [from, to] = offsets as [number, number]
  if (to < from || to > size - start)
    throw new Error(`${name} lies at bytes ${from} to ${to} of ${size - start} that hold data`)
  const wanted = bytesOf(dtype, elementCount(name, shape))
  if (wanted !== null && wanted !== to - from)
    throw new Error(`${name} has ${to - from} bytes; [${shape.join(', ')}] of ${dtype} fill ${wanted}`)
  return { name, dtype, shape, from: start + from, to: start + to }
}

function elementCount(name: string, shape: readonly number[]): number {
  let count = 1
  for (const length of shape) {
    count *= length
    if (!Number.isSafeInteger(count))
      throw new Error(`${name} has a shape past counting: [${shape.join(', ')}]`)
  }
  return count
}

function checkCover(entries: readonly HeaderEntry[], start: number, size: number): void {
  let at = start
  let before = 'the header'
  for (const { name, from, to } of entries.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    if (from < at) throw new Error(`${name} starts at byte ${from - start}, inside ${before}`)
    if (from > at) throw new Error(`${from - at} bytes between ${before} and ${name} belong to no tensor`)
    at = to
    before = name
  }
  if (at < size) throw new Error(`${size - at} bytes after ${before} belong to no tensor`)
}

/** A value of an unknown file in an error: never more than a line of it. */
const shown = (value: unknown): string => (JSON.stringify(value) ?? 'missing').slice(0, 80)
