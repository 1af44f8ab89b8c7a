import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Device } from '../../src/network/device.ts'
import { foldedExperiment, measuredDays } from '../../src/training/fold-run.ts'
import type { FoldedExperiment } from '../../src/training/fold-record.ts'
import { summaryOf } from '../../src/training/queue.ts'
import { isWanted } from './asked-grid.ts'
import type { Cell, CellSource, Days } from './cells.ts'
import { fileName } from './file-name.ts'
import { finishedFold, foldFolder } from './finished-fold.ts'
import type { TrainOptions } from './options.ts'
import { memoryFor, RULES } from './plan-cell.ts'
import { QueuePace } from './queue-pace.ts'
import { say } from './say.ts'
import { startWeights, type StartWeights } from './start-weights.ts'
import { trainFoldInto } from './train-fold.ts'

/** A network of the grid, and where its folds lie. */
export interface FoldedCell {
  readonly source: CellSource
  readonly experiment: FoldedExperiment
  readonly root: string
  /** What it starts from, where that is a file. */
  readonly weights: StartWeights | undefined
  /** Whether it is to be trained, and not only shown where it is there. */
  readonly wanted: boolean
}

/**
 * Trains one fold, or all one after another, of every network of the grid; each leaves a folder of its own. A fold
 * depends on its number and the options alone: whatever process trains it, it comes out the same. Folds that are there
 * already are not trained again. The days of one network are in memory at a time.
 * @throws Error where a folder holds a fold of another experiment
 */
export async function foldJob(options: TrainOptions, ready: Days, device: Device): Promise<FoldedCell[]> {
  const { folded, out, control } = options
  if (!folded || !out) throw new Error('Not asked for folds')
  const cells: FoldedCell[] = []
  for (const source of ready.cells) {
    const weights = await startWeights(options.start, source)
    cells.push({
      source,
      weights,
      experiment: await experimentOf(source, options, weights),
      root: ready.cells.length === 1 && options.tables.length === 0 ? out : join(out, fileName(source.name)),
      wanted: isWanted(options, source.name) && fits(source, ready, device),
    })
  }
  const { fold: only } = folded
  const count = cells[0]!.experiment.folds
  if (only && only > count) throw new Error(`--fold ${only}: there are ${count} folds`)
  const numbers = only ? [only] : Array.from({ length: count }, (_, k) => k + 1)
  const waiting = cells
    .filter(({ wanted }) => wanted)
    .map((cell) => ({
      cell,
      folds: numbers.filter((fold) => !finishedFold(cell.root, cell.experiment, fold, control)),
    }))
  const pace = new QueuePace(cells, numbers, control)
  for (const line of pace.lines()) say(line)
  for (const { cell, folds } of waiting) {
    if (folds.length === 0) continue
    const loaded = withMeasuredDays(cell.source.load())
    for (const fold of folds) {
      const folder = foldFolder(cell.root, fold)
      if (!existsSync(folder)) mkdirSync(folder, { recursive: true })
      const { experiment, weights } = cell
      const onLeft = (seconds: number, whole: number): string => pace.left(experiment.name, seconds, whole)
      say(`\n${experiment.name}: fold ${fold} of ${experiment.folds}`)
      const record = await trainFoldInto(folder, {
        cell: loaded,
        experiment,
        fold,
        weights,
        ready,
        device,
        options,
        onLeft,
      })
      pace.done(summaryOf(record, true))
    }
  }
  return cells
}

/** One network that is too large must not keep the others of its grid from being trained. */
function fits(source: CellSource, { cells }: Days, device: Device): boolean {
  if (cells.length === 1 || memoryFor(source, device)) return true
  say(`${source.name}: ${source.preset.architecture} does not fit into the memory of ${device.backend}`)
  return false
}

const withMeasuredDays = (cell: Cell): Cell => ({ ...cell, days: measuredDays(cell.days) })

function experimentOf(
  source: CellSource,
  { folded, seed }: TrainOptions,
  weights: StartWeights | undefined,
): Promise<FoldedExperiment> {
  const { name, preset, encoding, days } = source.load()
  const { division, count } = folded!
  return foldedExperiment(measuredDays(days), {
    name,
    preset,
    encoding,
    division,
    folds: count,
    seed,
    rules: RULES,
    ...(weights && { origin: weights.origin }),
  })
}
