import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { FOLD_FORMAT, type FoldRecord } from '../../src/training/fold-record.ts'
import type { FoundFold } from '../../src/training/same-experiment.ts'

/** What makes a folder a finished fold's. */
export const FOLD_FILE = 'fold.json'

/**
 * The folds in folders: each is one, or holds some.
 * @throws Error that names the folder which is none and holds none, or whose file can't be read
 */
export function foundFolds(folders: readonly string[]): FoundFold[] {
  return folders.flatMap((folder) => {
    if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new Error(`${folder} is no folder`)
    const places = isFold(folder)
      ? [folder]
      : readdirSync(folder)
          .sort()
          .map((name) => join(folder, name))
          .filter(isFold)
    if (places.length === 0) throw new Error(`${folder} holds no finished fold: there is no ${FOLD_FILE}`)
    return places.map((where) => ({ where, record: readFold(where) }))
  })
}

const isFold = (folder: string): boolean => existsSync(join(folder, FOLD_FILE))

/** @throws Error that names the folder */
export function readFold(folder: string): FoldRecord {
  let record: Partial<FoldRecord> | null
  try {
    record = JSON.parse(readFileSync(join(folder, FOLD_FILE), 'utf8')) as Partial<FoldRecord> | null
  } catch (error) {
    throw new Error(`${folder}: ${FOLD_FILE} can't be read: ${error instanceof Error ? error.message : ''}`, {
      cause: error,
    })
  }
  if (record?.format !== FOLD_FORMAT) throw new Error(`${folder}: ${FOLD_FILE} is no fold of this version`)
  return withFrozen(record as FoldRecord)
}

/** Folds of before stages could be frozen do not speak of it. */
const withFrozen = (record: FoldRecord): FoldRecord => {
  const { experiment } = record
  const { frozen = null } = experiment.preset as Partial<FoldRecord['experiment']['preset']>
  return { ...record, experiment: { ...experiment, preset: { ...experiment.preset, frozen } } }
}
