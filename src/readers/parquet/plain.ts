/** How the numbers of a column are stored, and what they mean. */
export type Physical = 'INT32' | 'INT64' | 'FLOAT' | 'DOUBLE' | 'BOOLEAN' | 'BYTE_ARRAY'

/** Units of a timestamp column; its values come out as milliseconds. */
export type StampUnit = 'MILLIS' | 'MICROS' | 'NANOS'

/**
 * `count` plainly written numbers. Timestamps become milliseconds, exact to the microsecond; other 64-bit
 * numbers are exact up to 2⁵³. Throws a RangeError where the bytes end too soon.
 */
export function plainNumbers(
  bytes: Uint8Array,
  physical: Physical,
  unit: StampUnit | undefined,
  count: number,
): Float64Array {
  if (physical === 'BYTE_ARRAY') throw new RangeError('text where numbers belong')
  if (physical === 'BOOLEAN') return booleans(bytes, count)
  const size = count * (physical === 'INT32' || physical === 'FLOAT' ? 4 : 8)
  if (size > bytes.length) throw new RangeError('values end too soon')
  // Parquet is little-endian, and so is whatever runs JavaScript: bytes that start on a multiple of 8 can be looked
  // at as numbers, others once they are copied.
  const { buffer, byteOffset } = bytes.byteOffset % 8 === 0 ? bytes : Uint8Array.from(bytes.subarray(0, size))
  switch (physical) {
    case 'INT32':
      return new Float64Array(new Int32Array(buffer, byteOffset, count))
    case 'FLOAT':
      return new Float64Array(new Float32Array(buffer, byteOffset, count))
    case 'DOUBLE':
      return new Float64Array(buffer, byteOffset, count)
    case 'INT64':
      return longs(new Uint32Array(buffer, byteOffset, 2 * count), unit)
  }
}

function booleans(bytes: Uint8Array, count: number): Float64Array {
  if (count > 8 * bytes.length) throw new RangeError('values end too soon')
  return Float64Array.from({ length: count }, (_, i) => (bytes[i >> 3]! >> (i & 7)) & 1)
}

/** @param halves low and high half of each number */
function longs(halves: Uint32Array, unit: StampUnit | undefined): Float64Array {
  const values = new Float64Array(halves.length / 2)
  const toMilliseconds = unit === 'MICROS' ? 1000 : 1
  for (let i = 0; i < values.length; i++) {
    const low = halves[2 * i]!
    const high = halves[2 * i + 1]! | 0
    // Nanoseconds are beyond what a number holds exactly: 2³² = 4,294,967 · 1000 + 296, so that each part of
    // the division stays below 2⁵³.
    values[i] =
      unit === 'NANOS'
        ? (high * 4_294_967 + Math.floor((high * 296 + low) / 1000)) / 1000
        : (high * 2 ** 32 + low) / toMilliseconds
  }
  return values
}

const decoder = new TextDecoder()

/** `count` plainly written texts. Throws a RangeError where the bytes end too soon. */
export function plainTexts(bytes: Uint8Array, count: number): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const texts: string[] = []
  let at = 0
  for (let i = 0; i < count; i++) {
    const length = view.getUint32(at, true)
    if (at + 4 + length > bytes.length) throw new RangeError('a text ends too soon')
    texts.push(decoder.decode(bytes.subarray(at + 4, at + 4 + length)))
    at += 4 + length
  }
  return texts
}
