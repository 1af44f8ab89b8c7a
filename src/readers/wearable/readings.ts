/** Rows of a block; blocks are never copied as more come. */
const BLOCK = 1 << 16
/** What is alike in a whole block is kept once: of most levels all but time and value. */
interface Block {
  /** Whole seconds since the Unix epoch. */
  readonly starts: Uint32Array
  /** And milliseconds, which few devices write. */
  readonly milliseconds: Column
  readonly values: Values
  readonly seconds: Column
  readonly aheads: Column
  readonly sources: Column
  count: number
  /** First and last start among them, milliseconds. */
  from: number
  until: number
}

export interface Reading {
  /** Milliseconds since the Unix epoch. */
  readonly start: number
  /** How long it lasted, seconds. */
  readonly seconds: number
  readonly value: number
  /** Minutes that the wall clock was ahead of UTC. */
  readonly ahead: number
  /** Index of who measured it. */
  readonly source: number
}

type Numbers = Float32Array | Int16Array | Uint8Array

/** A column that is one number until another one comes. */
class Column {
  readonly #make: () => Numbers
  #same = NaN
  #own: Numbers | undefined

  constructor(make: () => Numbers) {
    this.#make = make
  }

  set(row: number, value: number): void {
    if (row === 0) this.#same = value
    if (!this.#own) {
      if (value === this.#same) return
      this.#own = this.#make().fill(this.#same)
    }
    this.#own[row] = value
  }

  at(row: number): number {
    return this.#own ? this.#own[row]! : this.#same
  }
}

/** Bytes, as long as all are whole numbers that fit, as hearts and most steps are. */
class Values {
  #own: Uint8Array | Float32Array = new Uint8Array(BLOCK)

  set(row: number, value: number): void {
    if (this.#own instanceof Uint8Array && !(Number.isInteger(value) && value >= 0 && value <= 255))
      this.#own = Float32Array.from(this.#own)
    this.#own[row] = value
  }

  at(row: number): number {
    return this.#own[row]!
  }
}

/**
 * One channel's readings of a whole export, 5 bytes each where they are whole numbers and alike in all else but time, at most 17: ten
 * million heart rates, as an export of gigabytes has, take 50 MB. Any order; a stretch of time is found fast where files are roughly
 * in order, as exports are.
 */
export class Readings {
  readonly #blocks: Block[] = []

  /** @param reading of a time from 1970 to 2106 */
  add({ start, seconds, value, ahead, source }: Reading): void {
    let block = this.#blocks.at(-1)
    if (!block || block.count === BLOCK) {
      block = {
        starts: new Uint32Array(BLOCK),
        milliseconds: new Column(() => new Int16Array(BLOCK)),
        values: new Values(),
        seconds: new Column(() => new Float32Array(BLOCK)),
        aheads: new Column(() => new Int16Array(BLOCK)),
        sources: new Column(() => new Uint8Array(BLOCK)),
        count: 0,
        from: Infinity,
        until: -Infinity,
      }
      this.#blocks.push(block)
    }
    const i = block.count++
    const whole = Math.floor(start / 1000)
    block.starts[i] = whole
    block.milliseconds.set(i, Math.round(start - 1000 * whole))
    block.values.set(i, value)
    block.seconds.set(i, seconds)
    block.aheads.set(i, ahead)
    block.sources.set(i, source)
    block.from = Math.min(block.from, start)
    block.until = Math.max(block.until, start)
  }

  get size(): number {
    return this.#blocks.reduce((sum, { count }) => sum + count, 0)
  }

  /** Those that start from `from` to before `until`, in the order in which they came. */
  *between(from = -Infinity, until = Infinity): Generator<Reading> {
    for (const block of this.#blocks) {
      if (block.until < from || block.from >= until) continue
      for (let i = 0; i < block.count; i++) {
        const start = 1000 * block.starts[i]! + block.milliseconds.at(i)
        if (start < from || start >= until) continue
        yield {
          start,
          seconds: block.seconds.at(i),
          value: block.values.at(i),
          ahead: block.aheads.at(i),
          source: block.sources.at(i),
        }
      }
    }
  }
}
