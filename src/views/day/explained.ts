import type { Explanation } from '../../saliency/explanation.ts'
import type { MapKind } from '../../saliency/kind-names.ts'
import type { Occlusion } from '../../saliency/occlusion.ts'
import type { ModelCard } from '../../training/card.ts'

/** All that is known of why one answer is what it is. */
export interface Explained {
  readonly model: ModelCard
  readonly explanation: Explanation
  readonly kind: MapKind
  /** Null where it was not measured. */
  readonly occlusion: Occlusion | null
}
