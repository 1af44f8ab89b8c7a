import { DamagedParquet } from './damaged.ts'
import type { Leaf } from './leaf.ts'
import type { Page } from './pages.ts'

/** Some rows of one column. */
export interface Column {
  readonly leaf: Leaf
  /** Entries; of a column without lists as many as rows. NaN where unknown. Empty for texts. */
  readonly numbers: Float64Array
  /** Entries of a text column, null where unknown. Empty for numbers. */
  readonly texts: readonly (string | null)[]
  /** Repetition levels of a nested column's entries: 0 starts a row, 1 the next part of its list, and so on. */
  readonly levels: Uint8Array
}

const NONE = { numbers: new Float64Array(0), levels: new Uint8Array(0) }

/** Hands out one column's rows in any portions, whatever pages they came in. */
export class Cursor {
  readonly #leaf: Leaf
  readonly #pages: AsyncGenerator<Page>
  #numbers: Float64Array = NONE.numbers
  #texts: (string | null)[] = []
  #levels: Uint8Array = NONE.levels
  #at = 0
  #count = 0
  #ended = false

  constructor(leaf: Leaf, pages: AsyncGenerator<Page>) {
    this.#leaf = leaf
    this.#pages = pages
  }

  /** Rows that can be taken now; reads a page where there are none. 0 at the end. */
  async available(): Promise<number> {
    while (this.#whole() === 0 && !this.#ended) await this.#more()
    return this.#whole()
  }

  /** Takes `rows` of those available. */
  take(rows: number): Column {
    const from = this.#at
    let to = from
    if (this.#leaf.maxRepetition === 0) to = from + rows
    else for (let row = 0; row < rows; row++) to = this.#endOfRow(to)
    this.#at = to
    return {
      leaf: this.#leaf,
      numbers: this.#numbers.subarray(from, to),
      texts: this.#texts.slice(from, to),
      levels: this.#levels.subarray(from, to),
    }
  }

  /** Lets go of the file. */
  async close(): Promise<void> {
    await this.#pages.return(undefined)
  }

  /** Rows held that can't go on in a page to come. */
  #whole(): number {
    if (this.#leaf.maxRepetition === 0) return this.#count - this.#at
    let rows = 0
    for (let i = this.#at; i < this.#count; i++) if (this.#levels[i] === 0) rows++
    return this.#ended ? rows : Math.max(0, rows - 1)
  }

  #endOfRow(start: number): number {
    let end = start + 1
    while (end < this.#count && this.#levels[end] !== 0) end++
    return end
  }

  async #more(): Promise<void> {
    const next = await this.#pages.next()
    if (next.done) {
      this.#ended = true
      return
    }
    const { numbers, texts, levels, count } = next.value
    if (this.#at === this.#count && levels && levels[0] !== 0)
      throw new DamagedParquet(`column ${this.#leaf.name}`, 'a list starts in the middle')
    this.#numbers = joined(this.#numbers.subarray(this.#at), numbers ?? NONE.numbers)
    this.#texts = [...this.#texts.slice(this.#at), ...(texts ?? [])]
    this.#levels = joinedLevels(this.#levels.subarray(this.#at), levels ?? NONE.levels)
    this.#count = this.#count - this.#at + count
    this.#at = 0
  }
}

function joined(rest: Float64Array, next: Float64Array): Float64Array {
  if (rest.length === 0) return next
  const all = new Float64Array(rest.length + next.length)
  all.set(rest)
  all.set(next, rest.length)
  return all
}

function joinedLevels(rest: Uint8Array, next: Uint8Array): Uint8Array {
  if (rest.length === 0) return next
  const all = new Uint8Array(rest.length + next.length)
  all.set(rest)
  all.set(next, rest.length)
  return all
}
