import { Parameters } from '../parameters.ts'
import { sizeOf, type TensorSpec } from '../tensors.ts'
import { adaptInputChannels } from './input-channels.ts'
import { readSafetensors } from './safetensors.ts'
import { planTransfer, type TransferPlan } from './transfer-plan.ts'

export interface Transfer extends TransferPlan {
  readonly parameters: Parameters
}

/**
 * Starts a network from a file trained for something else, such as timm's ImageNet weights. The classifier is
 * replaced as a whole where it differs, the first convolution fitted to the input channels.
 * @param initial values of a tensor that the file does not give, in PyTorch's order
 * @throws Error when the file is damaged, holds nothing of this network, or holds tensors of another shape or
 * of a type that is not read: all of them are named, and nothing is loaded
 */
export function transferWeights(
  bytes: Uint8Array,
  specs: readonly TensorSpec[],
  initial: (spec: TensorSpec) => Float32Array,
): Transfer {
  const file = readSafetensors(bytes)
  const plan = planTransfer(file, specs)
  const values = new Map<string, Float32Array>()
  for (const spec of specs) {
    const { name, shape } = spec
    const stored = file.tensors.get(name)
    if (stored && plan.taken.includes(name)) values.set(name, stored.values)
    else if (stored && plan.adapted.includes(name))
      values.set(name, adaptInputChannels(stored, shape[1] ?? 0))
    else values.set(name, checked(spec, initial(spec)))
  }
  const parameters = Parameters.from(specs, ({ name }) => values.get(name) ?? new Float32Array())
  return { ...plan, parameters }
}

function checked({ name, shape }: TensorSpec, values: Float32Array): Float32Array {
  if (values.length !== sizeOf(shape))
    throw new RangeError(`${name}: ${values.length} initial values for the shape [${shape.join(', ')}]`)
  return values
}
