import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Collected } from '../../src/training/collected.ts'
import { filledTables, type TableName } from '../../src/training/paper-tables.ts'
import { putTogether } from './collect-job.ts'
import { inColumns } from './columns.ts'
import { finishedFold } from './finished-fold.ts'
import type { FoldedCell } from './fold-job.ts'
import { printedTables, TABLE_NOTES } from './printed-tables.ts'
import { escaped, pageOf, tableOf } from './report-page.ts'
import { say } from './say.ts'
import { tablesCsv } from '../../src/training/tables-csv.ts'
import { experimentLine, peopleIn } from './words.ts'

/**
 * Fills the paper's tables with every network whose folds are all there; prints them and writes tables.json, tables.csv
 * and tables.html, and each network's own report into its folder.
 */
export function tablesJob(cells: readonly FoldedCell[], tables: readonly TableName[], out: string): void {
  const results = new Map<string, Collected>()
  for (const { experiment, root } of cells)
    if (hasAllFolds({ experiment, root })) results.set(experiment.name, putTogether([root], root))
  const filled = filledTables(results, tables)
  const printed = printedTables(filled)
  const lines = [...results.values()].map(({ experiment, days }) =>
    experimentLine(experiment, days.length, peopleIn(days)),
  )
  const paragraphs = (texts: readonly string[]): string =>
    texts.map((text) => `<p>${escaped(text)}</p>`).join('\n')
  const page = [paragraphs(TABLE_NOTES), ...printed.map(tableOf), '<h2>Networks</h2>', paragraphs(lines)]
  writeFileSync(join(out, 'tables.json'), `${JSON.stringify(filled, null, 1)}\n`)
  writeFileSync(join(out, 'tables.csv'), tablesCsv(filled))
  writeFileSync(join(out, 'tables.html'), pageOf("The paper's tables", page.join('\n')))
  for (const { title, rows } of printed) console.log(`${title}\n${inColumns(rows)}\n`)
  for (const note of TABLE_NOTES) console.log(note)
  say(`\n${results.size} of ${cells.length} networks; tables.json, tables.csv, tables.html are in ${out}`)
}

const hasAllFolds = ({ experiment, root }: Pick<FoldedCell, 'experiment' | 'root'>): boolean =>
  Array.from({ length: experiment.folds }, (_, k) => k + 1).every((fold) =>
    finishedFold(root, experiment, fold, false),
  )
