import { Parameters } from '../parameters.ts'
import type { TensorSpec } from '../tensors.ts'
import { readSafetensors, type StoredTensor } from './safetensors.ts'
import { writeSafetensors, type FloatType, type WritableTensor } from './safetensors-write.ts'
import { complaints } from './shapes.ts'
import { counterOf } from './transfer-plan.ts'

/** A network's tensors off the device, under timm's names, in timm's shapes and order. */
export async function storedTensors(parameters: Parameters): Promise<Map<string, StoredTensor>> {
  const tensors = new Map<string, StoredTensor>()
  for (const { name, shape } of parameters.specs)
    tensors.set(name, { shape, values: await parameters.values(name) })
  return tensors
}

/**
 * A network as a safetensors file that timm loads with `strict=True`.
 * @throws RangeError when a value is too large for the type asked for
 */
export async function writeWeights(
  parameters: Parameters,
  metadata: Readonly<Record<string, string>>,
  floats: FloatType = 'F32',
): Promise<Uint8Array<ArrayBuffer>> {
  const tensors = withCounters(parameters.specs, await storedTensors(parameters))
  // Some of PyTorch's readers refuse a file that does not say which framework's layout it has.
  return writeSafetensors(tensors, { format: 'pt', ...metadata }, floats)
}

/**
 * PyTorch counts the batches behind every running mean, and misses the counter under `strict=True`. It reads it
 * only where a batch norm has no momentum; these have one, so zero is as good as any number.
 */
function withCounters(
  specs: readonly TensorSpec[],
  tensors: ReadonlyMap<string, StoredTensor>,
): Map<string, WritableTensor> {
  const all = new Map<string, WritableTensor>()
  for (const { name, role } of specs) {
    const tensor = tensors.get(name)
    if (tensor) all.set(name, tensor)
    if (role === 'runningVar') all.set(counterOf(name), { shape: [], values: new BigInt64Array(1) })
  }
  return all
}

/**
 * Reads every tensor of `specs`, and nothing else; nothing is loaded by halves.
 * @throws Error that names the tensors that are missing, have another shape or a type that is not read
 */
export function readWeights(bytes: Uint8Array, specs: readonly TensorSpec[]): Parameters {
  const file = readSafetensors(bytes)
  const wrong = complaints(file, specs)
  if (wrong.length > 0) throw new Error(`These weights belong to another network: ${wrong.join('; ')}`)
  return Parameters.from(specs, ({ name }) => file.tensors.get(name)?.values ?? new Float32Array())
}
