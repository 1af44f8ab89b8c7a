/**
 * What was read anew, with the objects that were there before wherever nothing about them has changed: what is
 * shown of them then stays as it is. The old list itself where all of it is as it was.
 * @param keyOf tells items apart
 */
export function kept<T>(before: readonly T[], now: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const known = new Map(before.map((item) => [keyOf(item), item]))
  const list = now.map((item) => {
    const old = known.get(keyOf(item))
    return old !== undefined && written(old) === written(item) ? old : item
  })
  const same = list.length === before.length && list.every((item, i) => item === before[i])
  return same ? before : list
}

const written = (item: unknown): string =>
  JSON.stringify(item, (_, value: unknown) => (value instanceof Map ? [...value] : value))
