import { branchesIn, designOf, NETWORK_NAMES, type NetworkName } from '../design.ts'
import type { TensorSpec } from '../tensors.ts'
import type { DescribedFile } from './described.ts'
import { sameShape } from './shapes.ts'

/**
 * Which network a file's tensors make, whatever its labels and input channels; null where they make none. A file of
 * a deep network holds all tensors of a shallow one, so the one with the most tensors counts.
 */
export function recognise(file: DescribedFile): NetworkName | null {
  let best: { readonly name: NetworkName; readonly tensors: number } | null = null
  for (const name of NETWORK_NAMES) {
    const branches = branchesIn(name, file.tensors)
    const specs = designOf(name, branches).specs(1, branches)
    if (specs.length > (best?.tensors ?? 0) && specs.every((spec) => holds(file, spec)))
      best = { name, tensors: specs.length }
  }
  return best?.name ?? null
}

function holds({ tensors }: DescribedFile, { name, shape }: TensorSpec): boolean {
  const found = tensors.get(name)?.shape
  if (!found) return false
  const [out, , ...rest] = shape
  if (name === 'conv1.weight') return sameShape([found[0] ?? 0, ...found.slice(2)], [out ?? 0, ...rest])
  if (name.startsWith('fc.')) return sameShape(found.slice(1), shape.slice(1))
  return sameShape(found, shape)
}
