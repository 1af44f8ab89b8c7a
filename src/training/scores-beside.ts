import { LABELS, type Label } from '../lifelog/labels.ts'
import type { Collected } from './collected.ts'
import { overFolds, type OverFolds } from './over-folds.ts'
import type { PredictorRow } from './predictor-rows.ts'

/** One predictor's score in a cell of a table: means over folds, of one label or over all of them. */
export interface TableScore {
  /** The paper's: F1 of yes. */
  readonly f1: OverFolds | null
  readonly twoClassF1: OverFolds | null
}

/** A network's score beside those that look at no sensor. */
export interface ScoresBeside {
  readonly network: TableScore
  readonly alwaysYes: TableScore
  /** Each person's habit, at thresholds of training days for the score at hand. */
  readonly habit: TableScore
  /** Whose f1 is higher of the two. */
  readonly bestTrivial: 'alwaysYes' | 'habit'
}

/** F1 of yes and of no, of each label in each fold. */
type BothF1 = readonly (readonly { readonly yes: number; readonly no: number }[])[]

/**
 * @param label null for the mean over labels
 * @param turned labels whose yes and no are exchanged: always yes is always no of what was asked then
 */
export function scoresIn(found: Collected, label: Label | null, turned: readonly Label[]): ScoresBeside {
  const shown = label ? [label] : LABELS
  const score = (forF1: BothF1, forTwoClass = forF1): TableScore => ({
    f1: overFolds(
      meansOf(shown, (k) => forF1[k]!.map(({ yes, no }) => (turned.includes(LABELS[k]!) ? no : yes))),
    ),
    twoClassF1: overFolds(meansOf(shown, (k) => forTwoClass[k]!.map(({ yes, no }) => (yes + no) / 2))),
  })
  const twoClassHabit = both(found, 'habitTwoClass')
  // Thresholds that were tuned for F1 of yes are the wrong ones where yes is no; those for both classes are not.
  const habitual = both(found, 'habit').map((own, k) =>
    turned.includes(LABELS[k]!) ? twoClassHabit[k]! : own,
  )
  const alwaysYes = score(constant(found, turned))
  const habit = score(habitual, twoClassHabit)
  return {
    network: score(both(found, 'network')),
    alwaysYes,
    habit,
    bestTrivial: (alwaysYes.f1?.mean ?? 0) >= (habit.f1?.mean ?? 0) ? 'alwaysYes' : 'habit',
  }
}

/** A fold's mean over labels, for each fold. */
function meansOf(shown: readonly Label[], of: (label: number) => readonly number[]): number[] {
  const columns = shown.map((label) => of(LABELS.indexOf(label)))
  return columns[0]!.map((_, fold) => columns.reduce((sum, each) => sum + each[fold]!, 0) / columns.length)
}

function both({ predictors }: Collected, row: PredictorRow): BothF1 {
  const { overFolds } = predictors.find(({ predictor }) => predictor === row)!
  return overFolds.labels.map(({ f1, twoClassF1 }) =>
    f1!.each.map((yes, fold) => ({ yes: yes!, no: 2 * twoClassF1!.each[fold]! - yes! })),
  )
}

/** Always the class that counts: yes, and no where a label is turned. */
const constant = ({ folds, days }: Collected, turned: readonly Label[]): BothF1 =>
  LABELS.map((label, k) =>
    folds.map(({ fold }) => {
      const known = days.filter((day) => day.fold === fold).flatMap((day) => day.labels[k] ?? [])
      const hits = known.filter((value) => value === (turned.includes(label) ? 0 : 1)).length
      const f1 = hits === 0 ? 0 : (2 * hits) / (hits + known.length)
      return turned.includes(label) ? { yes: 0, no: f1 } : { yes: f1, no: 0 }
    }),
  )
