import type { TensorSpec } from '../tensors.ts'
import { canAdaptInput } from './input-channels.ts'
import type { DescribedFile } from './described.ts'
import { misshapen, sameShape } from './shapes.ts'

/** What becomes of every tensor, by name: of the network's own, and of what else the file holds. */
export interface TransferPlan {
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

/** A file's tensors are not this network's; every one that stands in the way is named. */
export class OtherNetwork extends Error {
  override readonly name = 'OtherNetwork'

  constructor(readonly complaints: readonly string[]) {
    super(`These weights belong to another network: ${complaints.join('; ')}`)
  }
}

type Fate = Exclude<keyof TransferPlan, 'surplus'>

const FIRST_CONVOLUTION = 'conv1.weight'
const isClassifier = (name: string): boolean => name.startsWith('fc.')

/**
 * Decides, from names, types and shapes alone, what a file gives to a network. The classifier is replaced as a
 * whole where it differs.
 * @throws OtherNetwork when it holds tensors of another shape, or of a type that is not read
 * @throws Error when it holds nothing of this network
 */
export function planTransfer(file: DescribedFile, specs: readonly TensorSpec[]): TransferPlan {
  const lists: Record<Fate, string[]> = { taken: [], adapted: [], replaced: [], missing: [] }
  const wrong: string[] = []
  const otherLabels = specs.some((spec) => isClassifier(spec.name) && !fits(file, spec))
  for (const spec of specs) {
    const outcome = fateOf(file, spec, otherLabels)
    if ('wrong' in outcome) wrong.push(outcome.wrong)
    else lists[outcome.fate].push(spec.name)
  }
  if (wrong.length > 0) throw new OtherNetwork(wrong)
  if (lists.taken.length + lists.adapted.length === 0)
    throw new Error(`The file's ${file.tensors.size} tensors hold nothing of this network`)
  return { ...lists, surplus: surplusOf(file, specs) }
}

const fits = ({ tensors }: DescribedFile, { name, shape }: TensorSpec): boolean => {
  const found = tensors.get(name)
  return found !== undefined && sameShape(found.shape, shape)
}

function fateOf(
  file: DescribedFile,
  spec: TensorSpec,
  otherLabels: boolean,
): { fate: Fate } | { wrong: string } {
  const { name, shape } = spec
  const unread = file.ignored.find((tensor) => tensor.name === name)
  if (unread) return { wrong: `${name} is of the type ${unread.dtype}, which is not read` }
  const found = file.tensors.get(name)
  if (!found) return { fate: 'missing' }
  if (isClassifier(name) && otherLabels) return { fate: 'replaced' }
  if (fits(file, spec)) return { fate: 'taken' }
  const [out, channels = 0, ...taps] = shape
  const sameFilters = sameShape([out ?? 0, ...taps], [found.shape[0] ?? 0, ...found.shape.slice(2)])
  return name === FIRST_CONVOLUTION && sameFilters && canAdaptInput(found.shape, channels)
    ? { fate: 'adapted' }
    : { wrong: misshapen(name, found.shape, shape) }
}

/** The counter that follows a running variance. */
export const counterOf = (runningVar: string): string =>
  runningVar.replace(/running_var$/, 'num_batches_tracked')

/** Batch counters of the network's own layers are not surplus: every file of PyTorch's has them. */
function surplusOf({ tensors, ignored }: DescribedFile, specs: readonly TensorSpec[]): string[] {
  const known = new Set(
    specs.flatMap(({ name, role }) => (role === 'runningVar' ? [name, counterOf(name)] : [name])),
  )
  return [...tensors.keys(), ...ignored.map(({ name }) => name)].filter((name) => !known.has(name))
}
