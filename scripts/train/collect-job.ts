import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { collected } from '../../src/training/collected.ts'
import { wholeExperiment } from '../../src/training/same-experiment.ts'
import { FOLD_FILE } from './fold-job.ts'
import { foldTables } from './fold-tables.ts'
import { foundFolds } from './found-folds.ts'
import { reportOf } from './report.ts'
import { say } from './say.ts'
import { scoresCsv } from './scores-csv.ts'

/**
 * Puts folds together: prints their tables, writes ensemble.json, scores.csv and report.html.
 * @param out where to; where absent beside the folds' folders
 * @throws Error that names the folder which does not fit
 */
export function collectJob(folders: readonly string[], out = besideFolds(folders)): void {
  const found = collected(wholeExperiment(foundFolds(folders)))
  mkdirSync(out, { recursive: true })
  const files = {
    'ensemble.json': `${JSON.stringify(found, null, 1)}\n`,
    'scores.csv': scoresCsv(found),
    'report.html': reportOf(found),
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(out, name), text)
  console.log(foldTables(found))
  say(`\n${Object.keys(files).join(', ')} are in ${out}`)
}

function besideFolds([first = '.']: readonly string[]): string {
  return existsSync(join(first, FOLD_FILE)) ? dirname(first) : first
}
