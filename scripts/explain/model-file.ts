import { readFile } from 'node:fs/promises'
import { inputSizeOf } from '../../src/inputs/input-size.ts'
import { LABELS } from '../../src/lifelog/labels.ts'
import { networkOf } from '../../src/network/networks.ts'
import { headerOf } from '../../src/network/weights/described.ts'
import { readWeights } from '../../src/network/weights/model-file.ts'
import type { ExplainedModel } from '../../src/saliency/explain.ts'
import { parseCard } from '../../src/store/models.ts'
import type { ModelCard } from '../../src/training/card.ts'

/** @throws Error where the file is no model that this app has written */
export async function loadModelFile(path: string): Promise<{ card: ModelCard; model: ExplainedModel }> {
  const bytes = new Uint8Array(await readFile(path))
  const { metadata } = await headerOf(new Blob([bytes]))
  if (metadata['card'] === undefined) throw new Error(`${path} carries no card of this app`)
  const card = parseCard(JSON.parse(metadata['card']))
  const { encoding, normalisation } = card
  const network = networkOf(card.architecture, encoding.channels.length)
  const parameters = readWeights(bytes, network.specs(LABELS.length, inputSizeOf(encoding).channels))
  return { card, model: { network: network.operation, parameters, encoding, normalisation } }
}
