import { closeSync, mkdirSync, openSync, readFileSync, readSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { rowsOf } from '../../src/inputs/composite/recommended.ts'
import type { EncodedDay, Encoding } from '../../src/inputs/encoding.ts'
import type { Day } from '../../src/lifelog/day.ts'
import type { ShownDay } from '../../src/training/dataset.ts'
import type { GridCell } from '../../src/training/grid.ts'
import { plainOf, type Plain } from '../../src/training/plain-answers.ts'
import { encodingsFor, shown, type Days, type DaySink } from './cells.ts'
import { fileName } from './file-name.ts'
import { writeWhole } from './whole-file.ts'

/**
 * Days as a grid's networks see them, kept in a folder: made once, however many processes train on them. A network's
 * values lie in one file, day after day; all else is in `days.json`, which is written last.
 */

type KeptDay = Omit<ShownDay, 'encoded'> & { readonly shape: Omit<EncodedDay, 'values'> }
interface KeptCell {
  readonly name: string
  readonly encoding: Encoding
  /** Whether values are bytes, and not 32-bit floats. */
  readonly bytes: boolean
  readonly days: readonly KeptDay[]
}

interface Kept {
  /** What they were made from, so that the same need not be made again. */
  readonly madeFrom?: string
  readonly sources: readonly string[]
  readonly plain: readonly (readonly [string, { hours: (number | null)[]; oracle: number[] | null }])[]
  readonly cells: readonly KeptCell[]
}

const INDEX = 'days.json'
const fileOf = (name: string): string => `${fileName(name)}.bin`

/** Writes days to a folder as they come, and holds none of them. */
export class DayKeeper implements DaySink {
  readonly #folder: string
  readonly #grid: readonly GridCell[]
  readonly #cells: {
    cell: Omit<KeptCell, 'bytes' | 'days'>
    bytes: boolean
    days: KeptDay[]
    file: number
  }[] = []
  readonly #plain: [string, Plain][] = []
  readonly #sources = new Set<string>()

  constructor(folder: string, grid: readonly GridCell[]) {
    this.#folder = folder
    this.#grid = grid
    mkdirSync(folder, { recursive: true })
    rmSync(join(folder, INDEX), { force: true })
  }

  add(day: Day): void {
    if (this.#cells.length === 0)
      for (const [k, encoding] of encodingsFor(this.#grid, day).entries()) {
        const { name } = this.#grid[k]!
        const file = openSync(join(this.#folder, fileOf(name)), 'w')
        this.#cells.push({ cell: { name, encoding }, bytes: false, days: [], file })
      }
    for (const kept of this.#cells) {
      const { encoded, ...rest } = shown(day, kept.cell.encoding)
      const { values, ...shape } = encoded
      writeSync(kept.file, values)
      kept.bytes = values instanceof Uint8ClampedArray
      kept.days.push({ ...rest, shape })
    }
    this.#plain.push([day.id, plainOf(day, rowsOf(day))])
    this.#sources.add(day.source)
  }

  /** From now on the folder can be read. */
  finish(madeFrom: string): void {
    for (const { file } of this.#cells) closeSync(file)
    const kept: Kept = {
      madeFrom,
      sources: [...this.#sources],
      // JSON has no NaN: null stands for unknown.
      plain: this.#plain.map(([id, { hours, oracle }]) => [id, { hours: [...hours], oracle }]),
      cells: this.#cells.map(({ cell, bytes, days }) => ({ ...cell, bytes, days })),
    }
    writeWhole(join(this.#folder, INDEX), JSON.stringify(kept))
  }
}

/**
 * The grid's days in a folder; each network's are read when they are asked for.
 * @param madeFrom what they must have been made from, where that matters
 * @throws Error where the folder lacks one of its networks, showed it the days otherwise, or has days of something else
 */
export function keptDays(folder: string, grid: readonly GridCell[], madeFrom?: string): Days {
  const kept = JSON.parse(readFileSync(join(folder, INDEX), 'utf8')) as Kept
  if (madeFrom !== undefined && kept.madeFrom !== madeFrom) throw new Error(`${folder} holds other days`)
  const cells = grid.map(({ name, preset }) => {
    const found = kept.cells.find((cell) => cell.name === name)
    if (!found || !isDeepStrictEqual(lookOf(found.encoding), lookOf(preset)))
      throw new Error(`${folder} holds no days for ${name}; make them with --keep`)
    const cell = { name, preset, encoding: found.encoding }
    return { ...cell, load: () => ({ ...cell, days: daysOf(folder, found) }) }
  })
  const plain = kept.plain.map(([id, { hours, oracle }]): [string, Plain] => [
    id,
    { hours: Float32Array.from(hours, (hour) => hour ?? NaN), oracle },
  ])
  return { cells, plain: new Map(plain), sources: new Set(kept.sources) }
}

/** What beside its name decides how a network sees days. */
const lookOf = (look: Encoding | GridCell['preset']): unknown[] => [
  look.input,
  look.rate,
  ...(look.input === 'picture' && 'side' in look ? [look.side, look.style] : []),
]

function daysOf(folder: string, { name, bytes, days }: KeptCell): ShownDay[] {
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
