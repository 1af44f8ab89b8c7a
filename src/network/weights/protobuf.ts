/**
 * Writes Protocol Buffers' wire format: the few kinds of field that ONNX needs. A message is kept as pieces, so
 * that large tensors are copied once, when the file is put together.
 */

/** Encoded bytes in pieces, and how many they are. */
export interface Encoded {
  readonly size: number
  readonly pieces: readonly Uint8Array[]
}

const VARINT = 0
const LENGTH_DELIMITED = 2
const FIXED32 = 5

const ofBytes = (bytes: Uint8Array): Encoded => ({ size: bytes.byteLength, pieces: [bytes] })

/** Base 128, least significant first. @throws RangeError for what is no whole number from 0 to 2⁵³ − 1 */
function varint(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is no unsigned integer`)
  const bytes: number[] = []
  let rest = value
  while (rest >= 0x80) {
    // By division: a size may have more than the 32 bits that JavaScript's shifts work on.
    bytes.push((rest % 0x80) | 0x80)
    rest = Math.floor(rest / 0x80)
  }
  bytes.push(rest)
  return Uint8Array.from(bytes)
}

const key = (field: number, wire: number): Uint8Array => varint(field * 8 + wire)

export const concatenated = (parts: readonly Encoded[]): Encoded => ({
  size: parts.reduce((sum, { size }) => sum + size, 0),
  pieces: parts.flatMap(({ pieces }) => pieces),
})

const delimited = (field: number, content: Encoded): Encoded =>
  concatenated([ofBytes(key(field, LENGTH_DELIMITED)), ofBytes(varint(content.size)), content])

/** A nested message. */
export const message = (field: number, ...parts: readonly Encoded[]): Encoded =>
  delimited(field, concatenated(parts))

export const text = (field: number, value: string): Encoded =>
  delimited(field, ofBytes(new TextEncoder().encode(value)))

/** Bytes as they are; not copied before the message is put together. */
export const raw = (field: number, bytes: Uint8Array): Encoded => delimited(field, ofBytes(bytes))

export const integer = (field: number, value: number): Encoded =>
  concatenated([ofBytes(key(field, VARINT)), ofBytes(varint(value))])

/** Repeated integers one by one, which readers of proto2 and proto3 both take. */
export const integers = (field: number, values: readonly number[]): Encoded =>
  concatenated(values.map((value) => integer(field, value)))

export function float(field: number, value: number): Encoded {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setFloat32(0, value, true)
  return concatenated([ofBytes(key(field, FIXED32)), ofBytes(bytes)])
}

/** The message in one piece. */
export function assembled({ size, pieces }: Encoded): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.byteLength
  }
  return bytes
}
