import type { FoldRecord } from './fold-record.ts'
import type { Division } from './folds.ts'
import type { TableName } from './paper-tables.ts'
import type { Preset } from './preset.ts'

/** One network of an experiment's grid, trained fold by fold. */
export interface QueuedCell {
  /** For example `planes five 1/60 Hz`; no two cells have the same. */
  readonly name: string
  readonly preset: Preset
  readonly skipped: boolean
}

/** Networks to train one after another, each in all folds. Data alone, so that it can be stored. */
export interface ExperimentPlan {
  readonly id: string
  /** Milliseconds since the Unix epoch. */
  readonly created: number
  /** In the order in which they are trained. */
  readonly cells: readonly QueuedCell[]
  readonly division: Division
  /** How many; with `onePerson` as many as there are people. */
  readonly folds: number
  readonly seed: number
  /** Whether each fold's run on shuffled labels follows. */
  readonly control: boolean
  /** Which of the paper's tables it was made to fill. */
  readonly tables: readonly TableName[]
}

/** What is known of a trained fold without its answers. */
export interface TrainedFoldSummary {
  readonly cell: string
  /** From 1. */
  readonly fold: number
  /** Whether its weights are kept. */
  readonly weights: boolean
  /** Seconds that its network's epochs took. */
  readonly seconds: number
  /** On its held-out days: the paper's score of the network. */
  readonly meanF1: number
  /** Whether its control run has ended as well. */
  readonly control: boolean
}

export const summaryOf = (record: FoldRecord, weights: boolean): TrainedFoldSummary => ({
  cell: record.experiment.name,
  fold: record.fold,
  weights,
  seconds: record.history.reduce((sum, { seconds }) => sum + seconds, 0),
  meanF1: record.history[record.keptEpoch - 1]?.validationF1 ?? 0,
  control: record.answers.shuffledLabels !== undefined,
})

/** Those to which nothing is missing. */
export const wholeFolds = (
  { control }: ExperimentPlan,
  done: readonly TrainedFoldSummary[],
): TrainedFoldSummary[] => done.filter((fold) => fold.control || !control)

/** The fold that comes next; null where every cell that is not skipped has all of them. */
export function nextFold(
  plan: ExperimentPlan,
  done: readonly Pick<TrainedFoldSummary, 'cell' | 'fold'>[],
): { cell: QueuedCell; fold: number } | null {
  for (const cell of plan.cells) {
    if (cell.skipped) continue
    for (let fold = 1; fold <= plan.folds; fold++)
      if (!done.some((one) => one.cell === cell.name && one.fold === fold)) return { cell, fold }
  }
  return null
}

/** Share of an experiment's folds that are trained, 0 to 1. */
export function shareDone(plan: ExperimentPlan, done: readonly TrainedFoldSummary[]): number {
  const wanted = plan.cells.filter(({ skipped }) => !skipped)
  const trained = done.filter(({ cell }) => wanted.some(({ name }) => name === cell))
  return wanted.length === 0 ? 1 : trained.length / (wanted.length * plan.folds)
}

/**
 * Seconds until the queue is empty, at the pace of what was trained: a cell without a trained fold is taken to be like
 * the mean of those that have one.
 * @param left seconds of the fold that is under way; it is not counted among those that wait
 * @returns null where nothing was measured yet
 */
export function queueSecondsLeft(
  plan: Pick<ExperimentPlan, 'cells' | 'folds' | 'control'>,
  done: readonly TrainedFoldSummary[],
  current: { readonly cell: string; readonly left: number; readonly whole: number } | null,
): number | null {
  const paceOf = (cell: string): number | null => {
    const own = done.filter((fold) => fold.cell === cell).map(({ seconds }) => seconds)
    if (own.length > 0) return mean(own) * (plan.control ? 2 : 1)
    return current?.cell === cell ? current.whole : null
  }
  const paces = plan.cells.map(({ name }) => paceOf(name))
  const known = paces.filter((pace) => pace !== null)
  if (known.length === 0) return null
  return plan.cells.reduce((sum, { name, skipped }, k) => {
    const trained = done.filter(({ cell }) => cell === name).length
    const waiting = skipped ? 0 : plan.folds - trained - (current?.cell === name ? 1 : 0)
    return sum + Math.max(0, waiting) * (paces[k] ?? mean(known))
  }, current?.left ?? 0)
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
