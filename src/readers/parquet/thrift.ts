/** Thrift's compact protocol, as far as page headers use it. */

export type ThriftValue = number | boolean | Uint8Array | ThriftStruct | undefined
/** Fields by number. */
export type ThriftStruct = ReadonlyMap<number, ThriftValue>

/** Headers are nested three deep; a damaged one must not nest without end. */
const DEEPEST = 8

/** The bytes end inside the structure: more of the file is needed, or there is none. */
export class ThriftEnd extends Error {}

/** Reads structures from `bytes`; throws ThriftEnd where they stop too soon, and a RangeError for nonsense. */
export class ThriftReader {
  readonly #bytes: Uint8Array
  at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  struct(depth = 0): ThriftStruct {
    if (depth > DEEPEST) throw new RangeError('structures are nested too deep')
    const fields = new Map<number, ThriftValue>()
    let id = 0
    for (;;) {
      const head = this.#byte()
      if (head === 0) return fields
      const step = head >> 4
      id = step === 0 ? this.#zigzag() : id + step
      fields.set(id, this.#value(head & 15, depth))
    }
  }

  #value(type: number, depth: number): ThriftValue {
    switch (type) {
      case 1:
        return true
      case 2:
        return false
      case 3:
        return (this.#byte() << 24) >> 24
      case 4:
      case 5:
      case 6:
        return this.#zigzag()
      case 7:
        return void this.#take(8)
      case 8:
        return this.#take(this.#varint())
      case 9:
      case 10:
        return this.#skipList(depth)
      case 12:
        return this.struct(depth + 1)
      default:
        throw new RangeError(`${type} is no type of field`)
    }
  }

  /** Page headers have no list that matters here. */
  #skipList(depth: number): undefined {
    const head = this.#byte()
    const count = head >> 4 === 15 ? this.#varint() : head >> 4
    const type = head & 15
    for (let i = 0; i < count; i++) {
      if (type === 1 || type === 2) this.#byte()
      else this.#value(type, depth + 1)
    }
  }

  #byte(): number {
    const byte = this.#bytes[this.at++]
    if (byte === undefined) throw new ThriftEnd()
    return byte
  }

  #take(count: number): Uint8Array {
    if (this.at + count > this.#bytes.length) throw new ThriftEnd()
    return this.#bytes.subarray(this.at, (this.at += count))
  }

  /** Up to 64 bits; beyond 2⁵³ inexact, and then no length either. */
  #varint(): number {
    let value = 0
    for (let factor = 1; factor < 2 ** 70; factor *= 128) {
      const byte = this.#byte()
      value += (byte & 127) * factor
      if (byte < 128) return value
    }
    throw new RangeError('a number has no end')
  }

  #zigzag(): number {
    const value = this.#varint()
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }
}
