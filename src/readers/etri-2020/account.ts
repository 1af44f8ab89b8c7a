import type { Problem } from '../reader.ts'
import type { Read } from './pieces.ts'

/** So many of a person's thousands of files are told one by one. */
const SHOWN = 10

/** Keeps account of what was wrong with one person's files, each told once however often it is read. */
export class Account {
  readonly #told = new Set<string>()
  #more = 0

  /** What to say of a file now. */
  of(file: string, { missing, bad, firstBad, rows }: Read): Problem[] {
    const lacks = missing.map((column): Problem => ({ file, code: 'missing_column', detail: { column } }))
    if (firstBad) {
      const { line, column } = firstBad
      const place = `line ${line}, column ${column}`
      lacks.push({ file, place, code: 'not_a_number', detail: firstBad })
      if (bad > 1) lacks.push({ file, code: 'more_cells', detail: { count: bad - 1 } })
    } else if (rows === 0 && missing.length === 0) lacks.push({ file, code: 'no_rows' })
    return this.once(file, lacks)
  }

  /** The same for what kept a file from being read at all. */
  once(file: string, problems: readonly Problem[]): Problem[] {
    if (problems.length === 0 || this.#told.has(file)) return []
    this.#told.add(file)
    if (this.#told.size <= SHOWN) return [...problems]
    this.#more++
    return []
  }

  /** How many files more had something wrong, if any. */
  rest(folder: string): Problem[] {
    return this.#more > 0 ? [{ file: folder, code: 'more_files', detail: { count: this.#more } }] : []
  }
}
