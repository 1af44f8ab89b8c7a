import type { TensorSpec } from '../tensors.ts'
import type { DescribedFile } from './described.ts'

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((length, axis) => length === b[axis])

/** What keeps a file from holding exactly these tensors: one sentence part for each that does not fit. */
export function complaints({ tensors, ignored }: DescribedFile, specs: readonly TensorSpec[]): string[] {
  const types = new Map(ignored.map(({ name, dtype }) => [name, dtype]))
  return specs.flatMap(({ name, shape }) => {
    const found = tensors.get(name)
    const dtype = types.get(name)
    if (dtype !== undefined) return [`${name} is of the type ${dtype}, which is not read`]
    if (!found) return [`${name} is missing`]
    return sameShape(found.shape, shape) ? [] : [misshapen(name, found.shape, shape)]
  })
}

export const misshapen = (name: string, found: readonly number[], wanted: readonly number[]): string =>
  `${name} is [${found.join(', ')}] where [${wanted.join(', ')}] belongs`
