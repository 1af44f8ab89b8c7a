/** The columns of a small table of numbers, by lower-case name; NaN where a cell is empty or none. */
export interface NumberTable {
  readonly rows: number
  readonly columns: ReadonlyMap<string, Float64Array>
  /** Cells that hold something else than a number, and rows that are cut off. */
  readonly bad: number
  /** The first of them. */
  readonly firstBad: { readonly line: number; readonly column: string; readonly value: string } | undefined
}

const BLANK = new Set(['', 'nan', 'null'])

/**
 * Reads those of `wanted` (lower case) that a table of text has; made for thousands of small files, so it knows
 * no quotes.
 */
export function numberTable(text: string, wanted: readonly string[]): NumberTable {
  const lines = text.split('\n')
  const header = cellsOf(lines[0] ?? '').map((name) => name.toLowerCase())
  const names = wanted.filter((name) => header.includes(name))
  const places = names.map((name) => header.indexOf(name))
  const values = names.map(() => new Float64Array(lines.length))
  let rows = 0
  let bad = 0
  let firstBad: NumberTable['firstBad']
  const note = (line: number, column: string, value: string): void => {
    if (bad++ === 0) firstBad = { line, column, value: value.slice(0, 40) }
  }
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i]!
    if (line === '' || line === '\r') continue
    const cells = line.split(',')
    if (cells.length < header.length) {
      note(i + 1, header[cells.length] ?? '', line)
      continue
    }
    for (let k = 0; k < names.length; k++) {
      const cell = cells[places[k]!]!
      const value = +cell
      const number = cell.trim() !== '' && Number.isFinite(value)
      if (!number && !BLANK.has(cell.trim().toLowerCase())) note(i + 1, names[k]!, cell)
      values[k]![rows] = number ? value : NaN
    }
    rows++
  }
  return {
    rows,
    columns: new Map(names.map((name, k) => [name, values[k]!.subarray(0, rows)])),
    bad,
    firstBad,
  }
}

const cellsOf = (line: string): string[] => line.split(',').map((cell) => cell.replaceAll('"', '').trim())
