import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Day } from '../../src/lifelog/day.ts'
import type { GridCell } from '../../src/training/grid.ts'
import { problemWords } from '../../src/views/words/problem.ts'
import { walk } from '../walk.ts'
import { Cells, type Days, type DaySink } from './cells.ts'
import { recordedDays, virtualDays } from './days.ts'
import { DayKeeper, keptDays } from './kept-days.ts'
import type { TrainOptions } from './options.ts'
import { say } from './say.ts'

/**
 * Every day as every network of the grid sees it. Those of the paper's tables are many: they lie on the disk, beside
 * what is trained, and a repeated command finds them there.
 * @throws Error where there is none, or a folder of kept days lacks one of the grid's networks
 */
export async function madeReady(options: TrainOptions, grid: readonly GridCell[]): Promise<Days> {
  const { kept, tables, out } = options
  if (kept) return keptDays(kept, grid)
  if (tables.length > 0 && out) return keptBeside(join(out, 'days'), options, grid)
  const cells = new Cells(grid)
  await allInto(cells, options)
  return cells
}

/** Makes the days ready, keeps them in a folder and holds none. */
export async function keepDays(
  folder: string,
  options: TrainOptions,
  grid: readonly GridCell[],
): Promise<void> {
  const keeper = new DayKeeper(folder, grid)
  await allInto(keeper, options)
  keeper.finish(await madeFrom(options))
}

async function keptBeside(folder: string, options: TrainOptions, grid: readonly GridCell[]): Promise<Days> {
  try {
    if (existsSync(folder)) return keptDays(folder, grid, await madeFrom(options))
  } catch {
    say(`${folder} holds other days: they are made anew`)
  }
  await keepDays(folder, options, grid)
  return keptDays(folder, grid)
}

async function allInto(sink: DaySink, { data, simulate }: TrainOptions): Promise<void> {
  const days: AsyncIterable<Day> = simulate
    ? virtualDays(simulate.people, simulate.days)
    : recordedDays(data, (problem) => say(problemWords(problem)))
  let count = 0
  for await (const day of days) {
    sink.add(day)
    count++
    if (count % 25 === 0) say(`${count} days made ready`)
  }
  if (count === 0) throw new Error('There is no day to learn from.')
}

/** What changes where the days would come out otherwise: who is simulated, or the files' names, sizes and times. */
async function madeFrom({ data, simulate }: TrainOptions): Promise<string> {
  if (simulate) return JSON.stringify(simulate)
  const files = (await Promise.all(data.map(walk))).flat()
  const about = files.map(async ({ path }) => {
    const { size, mtimeMs } = await stat(path)
    return [path, size, mtimeMs]
  })
  return JSON.stringify((await Promise.all(about)).sort())
}
