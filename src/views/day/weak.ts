import { LABELS, type Label } from '../../lifelog/labels.ts'
import type { Score } from '../../training/card.ts'

/** Less than this above what looks at nothing is not clearly above it. */
const CLEARLY = 0.05

/**
 * Whether a network knows hardly more of a label than an answer that looks at nothing: then its map explains a weak
 * model. By the F1 of yes on held-out days, the one score by label that every card holds; null where the card has none.
 */
export function isWeak(scores: readonly Score[], label: Label): boolean | null {
  const index = LABELS.indexOf(label)
  const of = (who: Score['predictor']): number =>
    scores.find(({ predictor }) => predictor === who)?.f1[index] ?? NaN
  const trivial = Math.max(...[of('allOnes'), of('majority')].filter((value) => value === value))
  const network = of('network')
  return network === network && Number.isFinite(trivial) ? network < trivial + CLEARLY : null
}
