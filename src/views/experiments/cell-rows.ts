import type { ExperimentPlan, QueuedCell, TrainedFoldSummary } from '../../training/queue.ts'

/** A line of the table of an experiment's networks. */
export interface CellRow extends QueuedCell {
  /** Trained folds. */
  readonly done: number
  /** Whether all of them are. */
  readonly whole: boolean
  /** Whether all of their weights are stored, so that they can answer for new days. */
  readonly weights: boolean
  /** Mean over trained folds; null where none is. */
  readonly meanF1: number | null
  /** One a fold: trained, under way, waiting. */
  readonly dots: string
  readonly active: boolean
  readonly isFirst: boolean
}

export const rowsOf = (
  plan: ExperimentPlan,
  done: readonly TrainedFoldSummary[],
  at: { readonly cell: string; readonly fold: number } | null,
): CellRow[] =>
  plan.cells.map((cell, k) => {
    const own = done.filter((fold) => fold.cell === cell.name)
    const isAt = (fold: number): boolean => at?.cell === cell.name && at.fold === fold
    const dot = (fold: number): string =>
      own.some((one) => one.fold === fold) ? '●' : isAt(fold) ? '◐' : '○'
    return {
      ...cell,
      done: own.length,
      whole: own.length >= plan.folds,
      weights: own.length > 0 && own.every(({ weights }) => weights),
      meanF1: own.length === 0 ? null : own.reduce((sum, { meanF1 }) => sum + meanF1, 0) / own.length,
      dots: Array.from({ length: plan.folds }, (_, fold) => dot(fold + 1)).join(''),
      active: at?.cell === cell.name,
      isFirst: k === 0,
    }
  })
