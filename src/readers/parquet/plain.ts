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
  const values = new Float64Array(count)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  switch (physical) {
    case 'INT32':
      for (let i = 0; i < count; i++) values[i] = view.getInt32(4 * i, true)
      break
    case 'FLOAT':
      for (let i = 0; i < count; i++) values[i] = view.getFloat32(4 * i, true)
      break
    case 'DOUBLE':
      for (let i = 0; i < count; i++) values[i] = view.getFloat64(8 * i, true)
      break
    case 'BOOLEAN':
      for (let i = 0; i < count; i++) values[i] = (view.getUint8(i >> 3) >> (i & 7)) & 1
      break
    case 'INT64':
      plainLongs(view, unit, values)
      break
    case 'BYTE_ARRAY':
      throw new RangeError('text where numbers belong')
  }
  return values
}

function plainLongs(view: DataView, unit: StampUnit | undefined, values: Float64Array): void {
  const toMilliseconds = unit === 'MILLIS' || unit === undefined ? 1 : 1000
  for (let i = 0; i < values.length; i++) {
    const low = view.getUint32(8 * i, true)
    const high = view.getInt32(8 * i + 4, true)
    // Nanoseconds are beyond what a number holds exactly: 2³² = 4,294,967 · 1000 + 296, so that each part of
    // the division stays below 2⁵³.
    values[i] =
      unit === 'NANOS'
        ? (high * 4_294_967 + Math.floor((high * 296 + low) / 1000)) / 1000
        : (high * 2 ** 32 + low) / toMilliseconds
  }
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
