import { LABELS, type Label } from '../lifelog/labels.ts'
import type { LabelScore } from './label-scores.ts'

/** All labels in one number, three ways. */
export interface Overall {
  /** The paper's score (reference 5.6): mean of the positive class's F1, 0 to 1. */
  readonly positive: number
  /** Mean of the two-class F1, 0 to 1. */
  readonly twoClass: number
  /** The 2024 challenge's (reference 2.5): two-class F1 weighted to points, 0 to 10. */
  readonly challenge: number
}

export const METRICS = ['positive', 'twoClass', 'challenge'] as const satisfies readonly (keyof Overall)[]
export type Metric = (typeof METRICS)[number]

/** Points that the challenge gives for a label; ten together. */
export const challengeWeight = (label: Label): number => (label === 'Q3' ? 1 : 1.5)

/**
 * @param scores one a label, in the order of LABELS
 * @throws RangeError where there are more or fewer
 */
export function overall(scores: readonly Pick<LabelScore, 'f1' | 'twoClassF1'>[]): Overall {
  if (scores.length !== LABELS.length)
    throw new RangeError(`${scores.length} scores for ${LABELS.length} labels`)
  const sum = (value: (score: (typeof scores)[number], label: Label) => number): number =>
    LABELS.reduce((total, label, k) => total + value(scores[k]!, label), 0)
  return {
    positive: sum(({ f1 }) => f1) / LABELS.length,
    twoClass: sum(({ twoClassF1 }) => twoClassF1) / LABELS.length,
    challenge: sum(({ twoClassF1 }, label) => challengeWeight(label) * twoClassF1),
  }
}
