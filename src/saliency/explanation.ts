import type { Label } from '../lifelog/labels.ts'

/** Full-CAM of one label on one day: a map, and the numbers that must add up to the logit. */
export interface Explanation {
  readonly modelId: string
  readonly dayId: string
  readonly label: Label
  readonly side: number
  /** FullGrad's post-processed map, 0 to 1, shape [side, side]. */
  readonly map: Float32Array
  readonly logit: number
  /** Sum of all terms; equals the logit to float32 rounding. */
  readonly total: number
  /** |total − logit|. */
  readonly residual: number
  /** The larger of |logit| and the largest layer's |term|: what the residual is measured against. */
  readonly scale: number
  /** The input's term and one for each layer with a bias, in the order of the network. */
  readonly terms: readonly { readonly layer: string; readonly value: number }[]
}

/** The residual may be at most this share of `scale`. */
export const RESIDUAL_BAR = 1e-4
