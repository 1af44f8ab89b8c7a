import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { FoldRecord, FoldedExperiment } from '../../src/training/fold-record.ts'
import { experimentDifference } from '../../src/training/same-experiment.ts'
import { FOLD_FILE, readFold } from './found-folds.ts'
import { say } from './say.ts'

export const foldFolder = (root: string, fold: number): string => join(root, `fold-${fold}`)

/**
 * The fold that an earlier command left; undefined where it is still to be trained, or its control run is.
 * @throws Error where it is of another experiment: results of hours are never written over
 */
export function finishedFold(
  root: string,
  experiment: FoldedExperiment,
  fold: number,
  control: boolean,
): FoldRecord | undefined {
  const folder = foldFolder(root, fold)
  if (!existsSync(join(folder, FOLD_FILE))) return undefined
  let record: FoldRecord
  try {
    record = readFold(folder)
  } catch (error) {
    say(`${error instanceof Error ? error.message : ''}; it is trained anew`)
    return undefined
  }
  const other = experimentDifference(experiment, record.experiment)
  if (other) throw new Error(`${folder} holds a fold of another experiment: ${other}. Take another --out`)
  return control && !record.answers.shuffledLabels ? undefined : record
}
