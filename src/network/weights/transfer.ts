import { Parameters } from '../parameters.ts'
import { sizeOf, type TensorSpec } from '../tensors.ts'
import { adaptInputChannels } from './input-channels.ts'
import { counterOf } from './model-file.ts'
import { readSafetensors, type SafetensorsFile } from './safetensors.ts'
import { misshapen, sameShape } from './shapes.ts'

/** What became of every tensor, by name: of the network's own, and of what else the file holds. */
export interface Transfer {
  readonly parameters: Parameters
  /** As the file has them. */
  readonly taken: readonly string[]
  /** Taken, after the first convolution was fitted to the number of input channels. */
  readonly adapted: readonly string[]
  /** The classifier's, where the file's is for other labels: initial values. */
  readonly replaced: readonly string[]
  /** Not in the file: initial values. */
  readonly missing: readonly string[]
  /** In the file, not in the network. */
  readonly surplus: readonly string[]
}

const FIRST_CONVOLUTION = 'conv1.weight'
const isClassifier = (name: string): boolean => name.startsWith('fc.')

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
  const values = new Map<string, Float32Array>()
  const lists = { taken: [], adapted: [], replaced: [], missing: [] } as Record<Fate, string[]>
  const wrong: string[] = []
  const otherLabels = specs.some((spec) => isClassifier(spec.name) && !fits(file, spec))
  for (const spec of specs) {
    const outcome = fateOf(file, spec, otherLabels)
    if (typeof outcome === 'string') wrong.push(outcome)
    else {
      lists[outcome.fate].push(spec.name)
      values.set(spec.name, outcome.values ?? checked(spec, initial(spec)))
    }
  }
  if (wrong.length > 0) throw new Error(`These weights belong to another network: ${wrong.join('; ')}`)
  if (lists.taken.length + lists.adapted.length === 0)
    throw new Error(`The file's ${file.tensors.size} tensors hold nothing of this network`)
  return {
    ...lists,
    surplus: surplusOf(file, specs),
    parameters: Parameters.from(specs, ({ name }) => values.get(name) ?? new Float32Array()),
  }
}

type Fate = 'taken' | 'adapted' | 'replaced' | 'missing'

const fits = ({ tensors }: SafetensorsFile, { name, shape }: TensorSpec): boolean => {
  const found = tensors.get(name)
  return found !== undefined && sameShape(found.shape, shape)
}

/** What becomes of one tensor of the network, or what is wrong with the file's. */
function fateOf(
  file: SafetensorsFile,
  spec: TensorSpec,
  otherLabels: boolean,
): { fate: Fate; values?: Float32Array } | string {
  const { name, shape } = spec
  const found = file.tensors.get(name)
  const unread = file.ignored.find((tensor) => tensor.name === name)
  if (unread) return `${name} is of the type ${unread.dtype}, which is not read`
  if (!found) return { fate: 'missing' }
  if (isClassifier(name) && otherLabels) return { fate: 'replaced' }
  if (fits(file, spec)) return { fate: 'taken', values: found.values }
  const [out, channels = 0, ...taps] = shape
  const sameFilters = sameShape([out ?? 0, ...taps], [found.shape[0] ?? 0, ...found.shape.slice(2)])
  const adapted = name === FIRST_CONVOLUTION && sameFilters ? adaptInputChannels(found, channels) : null
  return adapted ? { fate: 'adapted', values: adapted } : misshapen(name, found.shape, shape)
}

function checked({ name, shape }: TensorSpec, values: Float32Array): Float32Array {
  if (values.length !== sizeOf(shape))
    throw new RangeError(`${name}: ${values.length} initial values for the shape [${shape.join(', ')}]`)
  return values
}

/** Batch counters of the network's own layers are not surplus: every file of PyTorch's has them. */
function surplusOf({ tensors, ignored }: SafetensorsFile, specs: readonly TensorSpec[]): string[] {
  const known = new Set(
    specs.flatMap(({ name, role }) => (role === 'runningVar' ? [name, counterOf(name)] : [name])),
  )
  return [...tensors.keys(), ...ignored.map(({ name }) => name)].filter((name) => !known.has(name))
}
