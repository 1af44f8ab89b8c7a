import type { Encoding } from '../inputs/encoding.ts'
import { inputSizeOf } from '../inputs/input-size.ts'
import { LABELS } from '../lifelog/labels.ts'
import { designOf, type NetworkName } from '../network/design.ts'
import type { TensorSpec } from '../network/tensors.ts'
import { described, headerOf } from '../network/weights/described.ts'
import { planTransfer } from '../network/weights/transfer-plan.ts'
import type { Origin } from './card.ts'

/** Every tensor of a network that looks at days so. */
export const specsOf = (name: NetworkName, encoding: Encoding): TensorSpec[] =>
  designOf(name, encoding.channels.length).specs(LABELS.length, inputSizeOf(encoding).channels)

/**
 * What a run starts from, for its card.
 * @throws Error where the file does not fit
 */
export async function originOf(file: File, architecture: NetworkName, encoding: Encoding): Promise<Origin> {
  const { taken, ...lists } = planTransfer(described(await headerOf(file)), specsOf(architecture, encoding))
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  const sha256 = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return { file: file.name, sha256, taken: taken.length, ...lists }
}
