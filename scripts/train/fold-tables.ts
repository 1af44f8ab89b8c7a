import type { Collected } from '../../src/training/collected.ts'
import { inColumns } from './columns.ts'
import { resultTables } from './result-tables.ts'
import { experimentLine, peopleIn, warningWords } from './words.ts'

/** What is printed of folds put together. */
export function foldTables(found: Collected): string {
  const { experiment, days, warnings } = found
  return [
    experimentLine(experiment, days.length, peopleIn(days)),
    ...warnings.map((warning) => `! ${warningWords(warning, experiment.folds)}`),
    ...resultTables(found).map(({ title, rows }) => `\n${title}\n${inColumns(rows)}`),
  ].join('\n')
}
