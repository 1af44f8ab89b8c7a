import { openAsBlob } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Origin } from '../../src/training/card.ts'
import { originOf } from '../../src/training/origin.ts'
import type { RunOptions } from '../../src/training/run.ts'
import type { CellSource } from './cells.ts'

/** What a network starts from: the file's bytes, and what they give to it. */
export interface StartWeights {
  readonly start: NonNullable<RunOptions['start']>
  readonly origin: Origin
}

/**
 * @param path of a safetensors file; undefined where networks begin with initial values
 * @throws Error that names the file where it does not fit the network
 */
export async function startWeights(
  path: string | undefined,
  { preset, encoding }: Pick<CellSource, 'preset' | 'encoding'>,
): Promise<StartWeights | undefined> {
  if (path === undefined) return undefined
  try {
    const file = new File([await openAsBlob(path)], basename(path))
    return { start: () => readFile(path), origin: await originOf(file, preset.architecture, encoding) }
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}
