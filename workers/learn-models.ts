import { inputSizeOf } from '../src/inputs/input-size.ts'
import { networkOf } from '../src/network/networks.ts'
import { readWeights } from '../src/network/weights/model-file.ts'
import { LABELS } from '../src/lifelog/labels.ts'
import { getModel, getWeights } from '../src/store/models.ts'
import type { ExplainedModel } from '../src/saliency/explain.ts'
import type { ModelCard } from '../src/training/card.ts'

export interface LoadedModel {
  readonly card: ModelCard
  readonly model: ExplainedModel
}

let held: LoadedModel | null = null

/** Lets the loaded model go without touching its tensors, whose backend is gone. */
export const forgetModel = (): void => void (held = null)

/** Lets the loaded model go where it is this one: the store holds another under its id. */
export function forgetLoaded(id: string): void {
  if (held?.card.id !== id) return
  held.model.parameters.dispose()
  held = null
}

/**
 * A stored model on the current backend. The last one asked for stays loaded.
 * @throws Error when the store does not have it
 */
export async function loadModel(id: string): Promise<LoadedModel> {
  if (held?.card.id === id) return held
  const [card, weights] = await Promise.all([getModel(id), getWeights(id)])
  if (!card || !weights) throw new Error(`The model ${id} is not on this device any more`)
  const { encoding, normalisation } = card
  const network = networkOf(card.architecture, encoding.channels.length)
  const parameters = readWeights(weights, network.specs(LABELS.length, inputSizeOf(encoding).channels))
  held?.model.parameters.dispose()
  held = { card, model: { network: network.operation, parameters, encoding, normalisation } }
  return held
}
