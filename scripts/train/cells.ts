import { encode } from '../../src/inputs/encode.ts'
import { encodingOf, type Encoding } from '../../src/inputs/encoding.ts'
import { rowsOf } from '../../src/inputs/composite/recommended.ts'
import type { Day } from '../../src/lifelog/day.ts'
import type { ShownDay } from '../../src/training/dataset.ts'
import { plainOf, type Plain } from '../../src/training/plain-answers.ts'
import type { Grid, GridCell } from '../../src/training/grid.ts'
import type { Choice } from '../../src/training/preset.ts'
import type { TrainOptions } from './options.ts'

/** One network to train: a preset, and its view of every day. */
export interface Cell extends GridCell {
  readonly encoding: Encoding
  readonly days: ShownDay[]
}

/** The grid that was asked for. */
export const gridOf = (options: TrainOptions): Grid => ({
  inputs: options.inputs,
  channels: options.channels,
  rates: options.rates,
  styles: options.styles,
  course: options.preset,
  choice: given(options),
})

function given({ network, side, batch, epochs, plain }: TrainOptions): Partial<Choice> {
  return {
    ...(network && { architecture: network }),
    ...(side && { side }),
    ...(batch && { batch }),
    ...(epochs && { epochs }),
    ...(plain && { augmented: false }),
  }
}

/** Shows every day to every cell, so that none has to be held. The first day says what the days' own channels are. */
export class Cells {
  readonly cells: Cell[] = []
  readonly plain = new Map<string, Plain>()
  readonly sources = new Set<string>()
  readonly #grid: readonly GridCell[]

  constructor(grid: readonly GridCell[]) {
    this.#grid = grid
  }

  /** @throws TooCoarse */
  add(day: Day): void {
    const own = rowsOf(day)
    if (this.cells.length === 0)
      for (const { name, preset } of this.#grid)
        this.cells.push({ name, preset, encoding: encodingOf(preset, own), days: [] })
    const { id: dayId, participant, measures, labels: given } = day
    for (const { encoding, days } of this.cells)
      days.push({ dayId, participant, measures, ...(given && { given }), encoded: encode(day, encoding) })
    this.plain.set(dayId, plainOf(day, own))
    this.sources.add(day.source)
  }
}
