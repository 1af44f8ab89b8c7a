/** Rows of a block; blocks are never copied as more come. */
const BLOCK = 1 << 16

interface Block {
  readonly starts: Float64Array
  readonly seconds: Float32Array
  readonly values: Float32Array
  readonly aheads: Int16Array
  readonly sources: Uint8Array
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

/**
 * One channel's readings of a whole export, 19 bytes each: ten million of them, as an export of gigabytes has, take
 * 190 MB. Any order; a stretch of time is found fast where files are roughly in order, as exports are.
 */
export class Readings {
  readonly #blocks: Block[] = []

  add({ start, seconds, value, ahead, source }: Reading): void {
    let block = this.#blocks.at(-1)
    if (!block || block.count === BLOCK) {
      block = {
        starts: new Float64Array(BLOCK),
        seconds: new Float32Array(BLOCK),
        values: new Float32Array(BLOCK),
        aheads: new Int16Array(BLOCK),
        sources: new Uint8Array(BLOCK),
        count: 0,
        from: Infinity,
        until: -Infinity,
      }
      this.#blocks.push(block)
    }
    const i = block.count++
    block.starts[i] = start
    block.seconds[i] = seconds
    block.values[i] = value
    block.aheads[i] = ahead
    block.sources[i] = source
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
        const start = block.starts[i]!
        if (start < from || start >= until) continue
        yield {
          start,
          seconds: block.seconds[i]!,
          value: block.values[i]!,
          ahead: block.aheads[i]!,
          source: block.sources[i]!,
        }
      }
    }
  }
}
