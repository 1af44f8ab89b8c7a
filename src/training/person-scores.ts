import type { FoldRecord } from './fold-record.ts'
import { rowAnswers, rowsOf, type PredictorRow } from './predictor-rows.ts'

/** How often predictors were right about one held-out person. */
export interface PersonScore {
  readonly participant: string
  readonly days: number
  /** Known labels of these days. */
  readonly answers: number
  /** Share of them that a predictor got right, 0 to 1. */
  readonly right: Readonly<Partial<Record<PredictorRow, number>>>
}

/** In the order of their names; somebody of whom no label is known is left out. */
export function personScores(folds: readonly FoldRecord[]): PersonScore[] {
  const rows = rowsOf(folds)
  const people = [...new Set(folds.flatMap(({ heldOut }) => heldOut.map(({ participant }) => participant)))]
  return people.sort().flatMap((participant) => {
    const ofRow = rows.map((row) => [row, marks(row, folds, participant)] as const)
    const answers = ofRow[0]?.[1].length ?? 0
    if (answers === 0) return []
    const days = folds.flatMap(({ heldOut }) => heldOut).filter((day) => day.participant === participant)
    const right = Object.fromEntries(
      ofRow.map(([row, own]) => [row, own.filter(Boolean).length / answers]),
    ) as PersonScore['right']
    return [{ participant, days: days.length, answers, right }]
  })
}

/** Right or wrong, for each known label of a person's held-out days. */
const marks = (row: PredictorRow, folds: readonly FoldRecord[], participant: string): boolean[] =>
  folds.flatMap((fold) => {
    const { yes } = rowAnswers(row, fold)!
    return fold.heldOut.flatMap((day, k) =>
      day.participant === participant
        ? day.labels.flatMap((value, label) => (value === null ? [] : yes[k]![label] === (value === 1)))
        : [],
    )
  })
