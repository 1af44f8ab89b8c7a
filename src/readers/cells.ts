import type { Problem } from './reader.ts'

/** So many bad cells of a file are shown one by one; the rest is counted. */
const SHOWN = 10

/** How files write "nothing here". */
const BLANK = new Set(['', 'nan', 'na', 'n/a', 'null', 'none'])

/**
 * Reads numbers out of one file's text cells and keeps account of those that aren't numbers: their value is
 * unknown, everything else of the file still loads.
 */
export class Cells {
  readonly #file: string
  readonly #problems: Problem[] = []
  #more = 0

  constructor(file: string) {
    this.#file = file
  }

  /** The cell's number; NaN for an empty cell, and for text, which is noted. */
  number(text: string | undefined, line: number, column: string): number {
    const trimmed = text?.trim() ?? ''
    const value = trimmed === '' ? NaN : Number(trimmed)
    if (Number.isFinite(value) || BLANK.has(trimmed.toLowerCase())) return value
    this.bad(trimmed, line, column)
    return NaN
  }

  /** Notes a cell that doesn't hold what its column should. */
  bad(text: string, line: number, column: string): void {
    if (this.#problems.length >= SHOWN) {
      this.#more++
      return
    }
    const value = text.length > 40 ? `${text.slice(0, 40)}…` : text
    this.#problems.push({
      file: this.#file,
      place: `line ${line}, column ${column}`,
      code: 'not_a_number',
      detail: { line, column, value },
    })
  }

  /** All that was noted. */
  problems(): Problem[] {
    if (this.#more === 0) return this.#problems
    return [...this.#problems, { file: this.#file, code: 'more_cells', detail: { count: this.#more } }]
  }
}
