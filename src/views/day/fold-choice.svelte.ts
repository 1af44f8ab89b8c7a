import type { ExplainedNetwork } from '../../../workers/learn-explain-api.ts'
import type { ModelCard } from '../../training/card.ts'

/** Which network of an ensemble is asked why; null for the one that has not seen the day. */
export class FoldChoice {
  fold = $state<number | null>(null)

  /** Another model has other folds. */
  networkOf(modelId: string, model: Pick<ModelCard, 'id' | 'ensemble'> | null): ExplainedNetwork {
    const { fold } = this
    const folds = model?.id === modelId ? (model.ensemble?.folds ?? 0) : 0
    return fold !== null && fold <= folds ? { modelId, fold } : { modelId }
  }
}
