import { encode } from '../../src/inputs/encode.ts'
import { encodingOf, type Encoding } from '../../src/inputs/encoding.ts'
import { rowsOf } from '../../src/inputs/composite/recommended.ts'
import type { Day } from '../../src/lifelog/day.ts'
import type { ShownDay } from '../../src/training/dataset.ts'
import { plainOf, type Plain } from '../../src/training/plain-answers.ts'
import type { GridCell } from '../../src/training/grid.ts'

/** One network to train: a preset, and its view of every day. */
export interface Cell extends GridCell {
  readonly encoding: Encoding
  readonly days: readonly ShownDay[]
}

/** One whose days are only brought into memory when it is their turn. */
export interface CellSource extends GridCell {
  readonly encoding: Encoding
  load(): Cell
}

/** Every day as every network of a grid sees it. */
export interface Days {
  readonly cells: readonly CellSource[]
  readonly plain: ReadonlyMap<string, Plain>
  readonly sources: ReadonlySet<string>
}

/** Where days go, one at a time. */
export interface DaySink {
  /** @throws TooCoarse */
  add(day: Day): void
}

/** The first day says what the days' own channels are. */
export const encodingsFor = (grid: readonly GridCell[], first: Day): Encoding[] =>
  grid.map(({ preset }) => encodingOf(preset, rowsOf(first)))

export const shown = (day: Day, encoding: Encoding): ShownDay => {
  const { id: dayId, participant, measures, labels: given } = day
  return { dayId, participant, measures, ...(given && { given }), encoded: encode(day, encoding) }
}

/** Shows every day to every network and holds what they see. */
export class Cells implements DaySink, Days {
  readonly cells: CellSource[] = []
  readonly plain = new Map<string, Plain>()
  readonly sources = new Set<string>()
  readonly #grid: readonly GridCell[]
  readonly #days: ShownDay[][] = []

  constructor(grid: readonly GridCell[]) {
    this.#grid = grid
  }

  add(day: Day): void {
    if (this.cells.length === 0)
      for (const [k, encoding] of encodingsFor(this.#grid, day).entries()) {
        const days: ShownDay[] = []
        const cell = { ...this.#grid[k]!, encoding }
        this.#days.push(days)
        this.cells.push({ ...cell, load: () => ({ ...cell, days }) })
      }
    for (const [k, { encoding }] of this.cells.entries()) this.#days[k]!.push(shown(day, encoding))
    this.plain.set(day.id, plainOf(day, rowsOf(day)))
    this.sources.add(day.source)
  }
}
