import { LABELS, type Label } from '../lifelog/labels.ts'
import type { FoldRecord } from './fold-record.ts'

/** Why scores say less than they seem to. */
export type ScoreWarning =
  /** A label has only one class among the training or the held-out days of these folds, counted from 1. */
  | {
      readonly kind: 'oneClass'
      readonly label: Label
      readonly side: 'training' | 'heldOut'
      readonly folds: readonly number[]
    }
  /** So many people are on both sides of a fold: knowing them is enough. */
  | { readonly kind: 'peopleOnBothSides'; readonly people: number }
  /** The epoch was chosen by the same held-out days that it is scored on. */
  | { readonly kind: 'bestEpoch' }

/** All warnings about the scores of folds of one experiment. */
export function scoreWarnings(folds: readonly FoldRecord[]): ScoreWarning[] {
  const found: ScoreWarning[] = []
  const both = new Set(
    folds.flatMap(({ trainingPeople, heldOutPeople }) =>
      heldOutPeople.filter((who) => trainingPeople.includes(who)),
    ),
  )
  if (both.size > 0) found.push({ kind: 'peopleOnBothSides', people: both.size })
  if (folds.some(({ experiment }) => experiment.preset.keep === 'best')) found.push({ kind: 'bestEpoch' })
  for (const label of LABELS)
    for (const side of ['training', 'heldOut'] as const) {
      const own = folds.filter(({ oneClass, oneClassHeldOut }) =>
        (side === 'training' ? oneClass : oneClassHeldOut).includes(label),
      )
      if (own.length > 0) found.push({ kind: 'oneClass', label, side, folds: own.map(({ fold }) => fold) })
    }
  return found
}
