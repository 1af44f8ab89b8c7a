/** Whole numbers up to 2⁵³ as varints, zigzag, so plain arithmetic instead of 32-bit operators. */

export class VarintWriter {
  #bytes = new Uint8Array(1024)
  #length = 0

  signed(value: number): void {
    this.unsigned(value < 0 ? -2 * value - 1 : 2 * value)
  }

  unsigned(value: number): void {
    if (this.#length + 8 > this.#bytes.length) {
      const grown = new Uint8Array(2 * this.#bytes.length)
      grown.set(this.#bytes)
      this.#bytes = grown
    }
    let rest = value
    while (rest >= 128) {
      this.#bytes[this.#length++] = (rest % 128) | 128
      rest = Math.floor(rest / 128)
    }
    this.#bytes[this.#length++] = rest
  }

  done(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }
}

export class VarintReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get more(): boolean {
    return this.#at < this.#bytes.length
  }

  signed(): number {
    const value = this.unsigned()
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2
  }

  /** Throws a RangeError where the bytes end inside a number or it is larger than 2⁵³. */
  unsigned(): number {
    let value = 0
    let scale = 1
    while (true) {
      const byte = this.#bytes[this.#at++]
      if (byte === undefined || scale > 2 ** 49) throw new RangeError('The column ends inside a number')
      value += (byte & 127) * scale
      if (byte < 128) return value
      scale *= 128
    }
  }
}
