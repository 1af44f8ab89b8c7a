import { closeSync, mkdirSync, openSync, readFileSync, readSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { EncodedDay } from '../../src/inputs/encoding.ts'
import type { ShownDay } from '../../src/training/dataset.ts'
import type { Plain } from '../../src/training/plain-answers.ts'
import type { Cell } from './cells.ts'
import { fileName } from './file-name.ts'

/**
 * Days as a grid's networks see them, kept in a folder: made once, however many processes train on them. A network's
 * values lie in one file, day after day; all else is in `days.json`.
 */

interface Kept {
  readonly sources: readonly string[]
  readonly plain: readonly (readonly [string, { hours: (number | null)[]; oracle: number[] | null }])[]
  readonly cells: readonly {
    readonly name: string
    readonly encoding: Cell['encoding']
    readonly bytes: boolean
    readonly days: readonly (Omit<ShownDay, 'encoded'> & { readonly shape: Omit<EncodedDay, 'values'> })[]
  }[]
}

export interface Days {
  readonly cells: readonly Cell[]
  readonly plain: ReadonlyMap<string, Plain>
  readonly sources: ReadonlySet<string>
}

const INDEX = 'days.json'
const fileOf = (name: string): string => `${fileName(name)}.bin`

export function keepDays(folder: string, { cells, plain, sources }: Days): void {
  mkdirSync(folder, { recursive: true })
  for (const { name, days } of cells) {
    const file = openSync(join(folder, fileOf(name)), 'w')
    for (const { encoded } of days) writeSync(file, encoded.values)
    closeSync(file)
  }
  const kept: Kept = {
    sources: [...sources],
    // JSON has no NaN: null stands for unknown.
    plain: [...plain].map(([id, { hours, oracle }]) => [id, { hours: [...hours], oracle }]),
    cells: cells.map(({ name, encoding, days }) => ({
      name,
      encoding,
      bytes: days[0]?.encoded.values instanceof Uint8ClampedArray,
      days: days.map(({ encoded: { height, width, depth }, ...day }) => ({
        ...day,
        shape: { height, width, depth },
      })),
    })),
  }
  writeFileSync(join(folder, INDEX), JSON.stringify(kept))
}

/**
 * Fills the grid from a folder.
 * @throws Error where the folder lacks one of its networks, or showed it the days otherwise
 */
export function keptDays(folder: string, presets: readonly Pick<Cell, 'name' | 'preset'>[]): Days {
  const kept = JSON.parse(readFileSync(join(folder, INDEX), 'utf8')) as Kept
  const cells = presets.map(({ name, preset }): Cell => {
    const found = kept.cells.find((cell) => cell.name === name)
    const { input, rate } = found?.encoding ?? {}
    const side = found?.encoding.input === 'picture' ? found.encoding.side : preset.side
    if (!found || !isDeepStrictEqual([input, rate, side], [preset.input, preset.rate, preset.side]))
      throw new Error(`${folder} holds no days for ${name}; make them with --keep`)
    return { name, preset, encoding: found.encoding, days: daysOf(folder, found) }
  })
  const plain = kept.plain.map(([id, { hours, oracle }]): [string, Plain] => [
    id,
    { hours: Float32Array.from(hours, (hour) => hour ?? NaN), oracle },
  ])
  return { cells, plain: new Map(plain), sources: new Set(kept.sources) }
}

function daysOf(folder: string, { name, bytes, days }: Kept['cells'][number]): ShownDay[] {
  const file = openSync(join(folder, fileOf(name)), 'r')
  const found = days.map(({ shape, ...day }) => {
    // One day at a time: Node reads no file of 2 GiB at once.
    const own = new Uint8Array(shape.height * shape.width * shape.depth * (bytes ? 1 : 4))
    readSync(file, own)
    const values = bytes ? new Uint8ClampedArray(own.buffer) : new Float32Array(own.buffer)
    return { ...day, encoded: { ...shape, values } }
  })
  closeSync(file)
  return found
}
