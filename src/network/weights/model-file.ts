import { Parameters } from '../parameters.ts'
import type { TensorSpec } from '../tensors.ts'
import { readSafetensors, writeSafetensors, type StoredTensor } from './safetensors.ts'

/** A network's tensors as a safetensors file with timm's names and shapes. */
export async function writeWeights(
  parameters: Parameters,
  metadata: Readonly<Record<string, string>>,
): Promise<Uint8Array<ArrayBuffer>> {
  const tensors = new Map<string, StoredTensor>()
  for (const { name, shape } of parameters.specs)
    tensors.set(name, { shape, values: await parameters.values(name) })
  return writeSafetensors(tensors, metadata)
}

/**
 * Reads every tensor of `specs`; nothing is loaded by halves.
 * @throws Error that names the tensors that are missing or have another shape
 */
export function readWeights(bytes: Uint8Array, specs: readonly TensorSpec[]): Parameters {
  const { tensors } = readSafetensors(bytes)
  const wrong = specs.flatMap(({ name, shape }) => {
    const found = tensors.get(name)
    if (!found) return [`${name} is missing`]
    if (found.shape.join() === shape.join()) return []
    return [`${name} is [${found.shape.join(', ')}] where [${shape.join(', ')}] belongs`]
  })
  if (wrong.length > 0) throw new Error(`These weights belong to another network: ${wrong.join('; ')}`)
  return Parameters.from(specs, ({ name }) => tensors.get(name)?.values ?? new Float32Array())
}
