import {
  queueSecondsLeft,
  summaryOf,
  type ExperimentPlan,
  type TrainedFoldSummary,
} from '../../src/training/queue.ts'
import { finishedFold } from './finished-fold.ts'
import type { FoldedCell } from './fold-job.ts'

const MINUTE = 60

/** How far a grid's folds are, and how long the rest will take. */
export class QueuePace {
  readonly #plan: Pick<ExperimentPlan, 'cells' | 'folds' | 'control'>
  readonly #done: TrainedFoldSummary[]

  constructor(cells: readonly FoldedCell[], folds: readonly number[], control: boolean) {
    this.#plan = {
      cells: cells.map(({ experiment: { name, preset }, wanted }) => ({ name, preset, skipped: !wanted })),
      folds: folds.length,
      control,
    }
    this.#done = cells.flatMap(({ root, experiment }) =>
      folds.flatMap((fold) => {
        const record = finishedFold(root, experiment, fold, control)
        return record ? [summaryOf(record, true)] : []
      }),
    )
  }

  /** The networks in the order in which they are trained. */
  lines(): string[] {
    const { cells, folds } = this.#plan
    return cells.map(({ name, skipped }, k) => {
      const done = this.#done.filter(({ cell }) => cell === name).length
      return `${String(k + 1).padStart(2)}. ${name}: ${skipped ? 'skipped' : `${done} of ${folds} folds are there`}`
    })
  }

  done(summary: TrainedFoldSummary): void {
    this.#done.push(summary)
  }

  /** Words for the time that is left. @param left seconds of the fold under way, which takes `whole` in all */
  left(cell: string, left: number, whole: number): string {
    const minutes = (seconds: number): number => Math.ceil(seconds / MINUTE)
    const all = queueSecondsLeft(this.#plan, this.#done, { cell, left, whole })
    const own = `${minutes(left)} min left`
    return all === null || this.#plan.cells.length * this.#plan.folds === 1
      ? own
      : `${own} for this fold, ${minutes(all)} min for all`
  }
}
