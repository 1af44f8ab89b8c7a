import { inputSizeOf } from '../src/inputs/input-size.ts'
import { networkOf } from '../src/network/networks.ts'
import { readWeights } from '../src/network/weights/model-file.ts'
import { readHeader } from '../src/network/weights/safetensors-header.ts'
import { LABELS } from '../src/lifelog/labels.ts'
import { getModel, getWeights, parseCard } from '../src/store/models.ts'
import type { ExplainedModel } from '../src/saliency/explain.ts'
import type { ModelCard } from '../src/training/card.ts'

export interface LoadedModel {
  readonly card: ModelCard
  readonly model: ExplainedModel
}

let held: (LoadedModel & { readonly fold: number | undefined }) | null = null

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
 * @param fold which of an ensemble's networks, from 1; the first where absent
 * @throws Error when the store does not have it
 */
export async function loadModel(id: string, fold?: number): Promise<LoadedModel> {
  if (held?.card.id === id && (fold === undefined || held.fold === fold)) return held
  const card = await getModel(id)
  const of = card?.ensemble && (fold ?? 1)
  const weights = await getWeights(id, of)
  if (!card || !weights) throw new Error(`The model ${id} is not on this device any more`)
  const model = modelOf(of === undefined ? card : ownCard(weights), weights)
  held?.model.parameters.dispose()
  held = { card, model, fold: of }
  return held
}

/** A network of an ensemble has its own normalisation, by its own training days. */
export function ownCard(weights: Uint8Array): ModelCard {
  const { card } = readHeader(weights).metadata
  if (card === undefined) throw new Error('These weights carry no card')
  return parseCard(JSON.parse(card))
}

/** Weights as a network. The caller disposes its parameters. */
export function modelOf(
  { architecture, encoding, normalisation }: ModelCard,
  weights: Uint8Array,
): ExplainedModel {
  const network = networkOf(architecture, encoding.channels.length)
  const specs = network.specs(LABELS.length, inputSizeOf(encoding).channels)
  return {
    network: network.operation,
    parameters: readWeights(weights, specs),
    encoding,
    normalisation,
  }
}
