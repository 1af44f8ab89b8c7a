import { Cells } from '../cells.ts'
import { csvRows } from '../csv.ts'
import type { Problem, ReadOptions, SourceFile } from '../reader.ts'

/** More rows than any log of one night or one questionnaire has. */
const MOST_ROWS = 1000

/** A small CSV read as a whole: its rows by column name. */
export interface Table {
  readonly rows: readonly { number(column: string): number; text(column: string): string }[]
  /** What was wrong; complete once all cells that are wanted have been asked for. */
  problems(): Problem[]
}

/** Reads a questionnaire or a sleep log. A column that `wanted` names and the header lacks is a problem. */
export async function readTable(
  file: SourceFile,
  wanted: readonly string[],
  options: ReadOptions,
): Promise<Table> {
  const all: string[][] = []
  for await (const { rows } of csvRows(file.blob, options.signal)) {
    for (const row of rows) if (all.length < MOST_ROWS && row.join('') !== '') all.push(row)
  }
  const header = (all[0] ?? []).map((name) => name.trim())
  const cells = new Cells(file.path)
  const missing = wanted
    .filter((column) => !header.includes(column))
    .map((column): Problem => ({ file: file.path, code: 'missing_column', detail: { column } }))
  return {
    rows: all.slice(1).map((row, i) => ({
      number: (column) => cells.number(row[header.indexOf(column)], i + 2, column),
      text: (column) => row[header.indexOf(column)]?.trim() ?? '',
    })),
    problems: () => [...missing, ...cells.problems()],
  }
}
