import { encodingOf } from '../src/inputs/encoding.ts'
import { inputSizeOf } from '../src/inputs/input-size.ts'
import type { NetworkName } from '../src/network/design.ts'
import { bundled, unbundled } from '../src/network/weights/bundle.ts'
import { described, headerOf } from '../src/network/weights/described.ts'
import { withMetadata } from '../src/network/weights/metadata.ts'
import { writeNetworkOnnx } from '../src/network/weights/onnx.ts'
import { recognise } from '../src/network/weights/recognise.ts'
import type { SafetensorsHeader } from '../src/network/weights/safetensors-header.ts'
import { readSafetensors } from '../src/network/weights/safetensors.ts'
import { complaints } from '../src/network/weights/shapes.ts'
import { OtherNetwork, planTransfer } from '../src/network/weights/transfer-plan.ts'
import { getModel, getWeights, parseCard, putModel } from '../src/store/models.ts'
import type { ModelCard } from '../src/training/card.ts'
import { specsOf } from '../src/training/origin.ts'
import type { Choice } from '../src/training/preset.ts'
import type { Inspection, ModelFormat } from './learn-api.ts'
import { chosenDays } from './learn-days.ts'

/** What a file would give to a network, by its header alone; never throws, since a wrong file is an answer. */
export async function inspect(file: Blob, choice: Choice): Promise<Inspection> {
  let network: NetworkName | null = null
  try {
    const found = described(await headerOf(file))
    network = recognise(found)
    const { channels } = await chosenDays()
    const specs = specsOf(choice.architecture, encodingOf(choice, channels))
    return { kind: 'fits', network, plan: planTransfer(found, specs) }
  } catch (error) {
    if (error instanceof OtherNetwork) return { kind: 'other', network, complaints: error.complaints }
    return { kind: 'damaged', reason: error instanceof Error ? error.message : String(error) }
  }
}

/**
 * Stores a model that this app has written, under its own id.
 * @throws Error that names what is wrong; nothing is stored then
 */
export async function storeModelFile(file: File): Promise<ModelCard> {
  const header = await headerOf(file)
  const text = header.metadata['card']
  if (text === undefined)
    throw new Error(
      'The file carries no card of this app. Weights of other programs can start a training instead',
    )
  const card = { ...cardIn(text), opened: Date.now() }
  if (card.ensemble) {
    const networks = unbundled(new Uint8Array(await file.arrayBuffer()), card.ensemble.folds)
    for (const network of networks) checkWeights(card, await headerOf(new Blob([network])))
    await putModel(card, networks)
  } else {
    checkWeights(card, header)
    await putModel(card, new Uint8Array(await file.arrayBuffer()))
  }
  return card
}

function checkWeights({ architecture, encoding }: ModelCard, header: SafetensorsHeader): void {
  const wrong = complaints(described(header), specsOf(architecture, encoding))
  if (wrong.length > 0)
    throw new Error(`Its weights are not those of ${architecture}, of which its card speaks: ${few(wrong)}`)
}

/** Enough to find the fault; a network has hundreds of tensors. */
const few = (complaints: readonly string[]): string =>
  `${complaints.slice(0, 3).join('; ')}${complaints.length > 3 ? `; and ${complaints.length - 3} more` : ''}`

function cardIn(text: string): ModelCard {
  try {
    return parseCard(JSON.parse(text))
  } catch (cause) {
    throw new Error(`The card inside is damaged: ${cause instanceof Error ? cause.message : ''}`, { cause })
  }
}

/**
 * A stored model as a file, with its card inside.
 * @throws Error when the store does not have it
 */
export async function modelFile(id: string, format: ModelFormat): Promise<Blob> {
  const stored = await getModel(id)
  const gone = new Error(`The model ${id} is not on this device any more`)
  if (!stored) throw gone
  const { opened: _, ...own } = stored
  const card = JSON.stringify(own)
  if (stored.ensemble) {
    if (format === 'onnx') throw new Error('Several networks make no single ONNX file')
    const folds = Array.from({ length: stored.ensemble.folds }, (_, k) => getWeights(id, k + 1))
    const networks = (await Promise.all(folds)).filter((bytes) => bytes !== undefined)
    if (networks.length < folds.length) throw gone
    return new Blob([bundled(networks, { format: 'pt', card })], { type: 'application/octet-stream' })
  }
  const weights = await getWeights(id)
  if (!weights) throw gone
  if (format === 'safetensors') return withMetadata(weights, { format: 'pt', card })
  const { tensors } = readSafetensors(weights)
  const { architecture, encoding } = stored
  const onnx = writeNetworkOnnx(architecture, tensors, inputSizeOf(encoding), { card })
  return new Blob([onnx], { type: 'application/octet-stream' })
}
