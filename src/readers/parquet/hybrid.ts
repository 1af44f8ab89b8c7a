/**
 * Parquet's mix of runs and bit-packed groups of eight, for levels and places in a dictionary.
 * Fills `into`; throws a RangeError where the bytes end before it is full.
 * @param width bits a value, 0 to 32
 */
export function readHybrid(bytes: Uint8Array, width: number, into: Uint8Array | Int32Array): void {
  if (width === 0) {
    into.fill(0)
    return
  }
  if (width > 32) throw new RangeError('more than 32 bits a value')
  let at = 0
  let count = 0
  while (count < into.length) {
    let header = 0
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]
      if (byte === undefined || shift > 28) throw new RangeError('values end too soon')
      header += (byte & 127) * 2 ** shift
      if (byte < 128) break
    }
    if (header % 2 === 1) {
      const values = Math.min(8 * Math.floor(header / 2), into.length - count)
      if (at + Math.ceil((values * width) / 8) > bytes.length) throw new RangeError('values end too soon')
      unpackBits(bytes, at, width, into, count, values)
      at += Math.floor(header / 2) * width
      count += values
    } else {
      const repeat = Math.min(header / 2, into.length - count)
      if (repeat === 0) throw new RangeError('a run of no values')
      let value = 0
      for (let k = 0; k < (width + 7) >> 3; k++) value |= (bytes[at++] ?? 0) << (8 * k)
      into.fill(value, count, count + repeat)
      count += repeat
    }
  }
}

function unpackBits(
  bytes: Uint8Array,
  from: number,
  width: number,
  into: Uint8Array | Int32Array,
  first: number,
  values: number,
): void {
  // Wider places would not fit into 32 bits beside the up to seven that are held.
  if (width > 24) return unpackWide(bytes, from, width, into, first, values)
  const mask = (1 << width) - 1
  let held = 0
  let bits = 0
  let at = from
  for (let i = first; i < first + values; i++) {
    while (bits < width) {
      held |= bytes[at++]! << bits
      bits += 8
    }
    into[i] = held & mask
    held >>>= width
    bits -= width
  }
}

/** With numbers in place of bit operations: slow, and hardly ever needed. */
function unpackWide(
  bytes: Uint8Array,
  from: number,
  width: number,
  into: Uint8Array | Int32Array,
  first: number,
  values: number,
): void {
  let held = 0
  let bits = 0
  let at = from
  for (let i = 0; i < values; i++) {
    while (bits < width) {
      held += bytes[at++]! * 2 ** bits
      bits += 8
    }
    into[first + i] = held % 2 ** width
    held = Math.floor(held / 2 ** width)
    bits -= width
  }
}
