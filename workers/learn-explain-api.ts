import type { Edit } from '../src/inputs/edits.ts'
import type { Label } from '../src/lifelog/labels.ts'
import type { Explanation } from '../src/saliency/explanation.ts'
import type { MapKind } from '../src/saliency/kind-names.ts'
import type { Occlusion } from '../src/saliency/occlusion.ts'
import type { Ranking } from '../src/saliency/ranking.ts'
import type { Trust } from '../src/saliency/trust.ts'
import type { Cause } from '../src/simulate/effects.ts'

export type OnProgress = (done: number, total: number) => void

/** How well the maps of one answer point at what was planted in a virtual day. */
export interface Pointed {
  /** Those that bear on the label and happened; none, and no scores, on a day without any. */
  readonly causes: readonly Cause[]
  readonly scores: Readonly<Record<MapKind, number>> | null
}

/** What an edited day is answered: the seven probabilities, and one label's explanation. */
export interface EditedAnswer {
  readonly probabilities: readonly number[]
  readonly explanation: Explanation
}

/** One model, or one network of an ensemble: from 1; where absent the one that has not seen the day, or the first. */
export interface ExplainedNetwork {
  readonly modelId: string
  readonly fold?: number
}

/** What the learn worker says of why a network answered as it did. Long work gives null where it was cancelled. */
export interface ExplainApi {
  /** All seven answers of a stored model on a stored day, from one forward pass, in the order of LABELS. */
  explain(network: ExplainedNetwork, dayId: string): Promise<Explanation[]>
  /** What it answers without each sensor, each two hours, and each two hours of a sensor. */
  occlude(network: ExplainedNetwork, dayId: string, onProgress: OnProgress): Promise<Occlusion | null>
  /** Checks of one map. */
  trust(
    network: ExplainedNetwork,
    dayId: string,
    label: Label,
    kind: MapKind,
    onProgress: OnProgress,
  ): Promise<Trust | null>
  /** Null where the day is not virtual. */
  pointed(explanation: Explanation): Promise<Pointed | null>
  /** Sensors by their share of the maps, one ranking a label, over these days; the model's own order of channels. */
  rank(
    network: ExplainedNetwork,
    dayIds: readonly string[],
    kind: MapKind,
    onProgress: OnProgress,
  ): Promise<Ranking[] | null>
  /** Ends the long work under way. */
  cancelExplaining(): void
  /** The day after edits; nothing of it is stored. */
  answerEdited(
    network: ExplainedNetwork,
    dayId: string,
    edits: readonly Edit[],
    label: Label,
  ): Promise<EditedAnswer>
}
