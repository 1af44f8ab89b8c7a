import { RESIDUAL_BAR, type Explanation } from '../../saliency/explanation.ts'

export interface Check {
  /** |sum of all terms − logit| as a share of what it is measured against. */
  readonly share: number
  readonly passed: boolean
}

export function checkOf(explanation: Pick<Explanation, 'residual' | 'scale'>): Check {
  const share = explanation.scale > 0 ? explanation.residual / explanation.scale : explanation.residual
  // Not-a-number fails too.
  return { share, passed: share <= RESIDUAL_BAR }
}
