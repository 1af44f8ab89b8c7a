/**
 * Hands out what reading each item gives, in order, with up to `depth` reads on their way: thousands of small
 * files are mostly waiting. A read that fails gives its error.
 */
export async function* readAhead<T, V>(
  items: readonly T[],
  read: (item: T) => Promise<V>,
  depth: number,
): AsyncGenerator<{ readonly item: T; readonly value: V | Error }> {
  const safe = (item: T): Promise<V | Error> =>
    read(item).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))))
  const coming: Promise<V | Error>[] = items.slice(0, depth).map(safe)
  for (const [i, item] of items.entries()) {
    const value = await coming.shift()!
    const next = items[i + depth]
    if (next !== undefined) coming.push(safe(next))
    yield { item, value }
  }
}
