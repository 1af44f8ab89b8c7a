import type { BackendName } from '../../src/network/device.ts'
import { problemWords } from '../../src/views/words/problem.ts'
import { cellsOf } from '../../src/training/grid.ts'
import { Cells, gridOf } from './cells.ts'
import { recordedDays, virtualDays } from './days.ts'
import { keptDays, type Days } from './kept-days.ts'
import type { TrainOptions } from './options.ts'
import { say } from './say.ts'

/**
 * Every day as every network of the grid sees it.
 * @throws Error where there is none, or a folder of kept days lacks one of the grid's networks
 */
export async function madeReady(options: TrainOptions, backend: BackendName): Promise<Days> {
  const { data, simulate, kept } = options
  const grid = cellsOf(gridOf(options), backend)
  if (kept) return keptDays(kept, grid)
  const cells = new Cells(grid)
  const days = simulate
    ? virtualDays(simulate.people, simulate.days)
    : recordedDays(data, (problem) => say(problemWords(problem)))
  let count = 0
  for await (const day of days) {
    cells.add(day)
    count++
    if (count % 25 === 0) say(`${count} days made ready`)
  }
  if (count === 0) throw new Error('There is no day to learn from.')
  return cells
}
