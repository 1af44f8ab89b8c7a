import type { ChannelId } from '../lifelog/channels.ts'
import type { Label } from '../lifelog/labels.ts'
import type { ChannelTime } from './channel-time.ts'
import type { MapKind } from './kind-names.ts'

/** One kind of map of one answer. */
export interface HeatMap {
  readonly kind: MapKind
  /** Rows of `time`, in their order. */
  readonly channels: readonly ChannelId[]
  readonly time: ChannelTime
  /** As it lies over the picture that the network saw, [side, side], scaled as `time` is; null where it saw no picture. */
  readonly picture: { readonly map: Float32Array; readonly side: number } | null
}

/** Full-CAM of one label on one day: its maps, and the numbers that must add up to the logit. */
export interface Explanation {
  readonly modelId: string
  readonly dayId: string
  readonly label: Label
  readonly maps: Readonly<Record<MapKind, HeatMap>>
  readonly logit: number
  /** Sum of all terms; equals the logit to float32 rounding. */
  readonly total: number
  /** |total − logit|. */
  readonly residual: number
  /** The larger of |logit| and the largest layer's |term|: what the residual is measured against. */
  readonly scale: number
  /**
   * The input's term and one for each layer with a bias, in the order of the network. The signed map is the sum of those
   * that have places.
   */
  readonly terms: readonly { readonly layer: string; readonly value: number; readonly placed: boolean }[]
}

/** The residual may be at most this share of `scale`. */
export const RESIDUAL_BAR = 1e-4
