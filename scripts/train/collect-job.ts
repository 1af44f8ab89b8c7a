import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { collected, type Collected } from '../../src/training/collected.ts'
import { wholeExperiment } from '../../src/training/same-experiment.ts'
import { foldTables } from './fold-tables.ts'
import { FOLD_FILE, foundFolds } from './found-folds.ts'
import { reportOf } from './report.ts'
import { say } from './say.ts'
import { scoresCsv } from '../../src/training/scores-csv.ts'

/**
 * Puts folds together and prints their tables.
 * @throws Error that names the folder which does not fit
 */
export function collectJob(folders: readonly string[], out = besideFolds(folders)): void {
  console.log(foldTables(putTogether(folders, out)))
  say(`\nensemble.json, scores.csv, report.html are in ${out}`)
}

/**
 * Puts folds together and writes ensemble.json, scores.csv and report.html.
 * @throws Error that names the folder which does not fit
 */
export function putTogether(folders: readonly string[], out: string): Collected {
  const found = collected(wholeExperiment(foundFolds(folders)))
  mkdirSync(out, { recursive: true })
  writeFileSync(join(out, 'ensemble.json'), `${JSON.stringify(found, null, 1)}\n`)
  writeFileSync(join(out, 'scores.csv'), scoresCsv(found))
  writeFileSync(join(out, 'report.html'), reportOf(found))
  return found
}

function besideFolds([first = '.']: readonly string[]): string {
  return existsSync(join(first, FOLD_FILE)) ? dirname(first) : first
}
