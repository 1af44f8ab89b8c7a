const ARRAYS = ['Float32Array', 'Float64Array', 'Uint8Array', 'Uint8ClampedArray', 'Int32Array'] as const

type Constructor = new (...words: unknown[]) => ArrayBufferView

/**
 * Bytes of typed arrays that a run asks for, views of existing memory apart. Workers are told nothing of their heap;
 * this is the most that could be on it if nothing were collected meanwhile.
 */
export function countAllocations(run: () => unknown): number {
  let bytes = 0
  const names = globalThis as unknown as Record<string, Constructor>
  const before = ARRAYS.map((name) => names[name]!)
  for (const [i, name] of ARRAYS.entries()) {
    const original = before[i]!
    const counting = new Proxy(original, {
      construct(target, words: unknown[], as) {
        const made = Reflect.construct(target, words, as) as ArrayBufferView
        if (!(words[0] instanceof ArrayBuffer)) bytes += made.byteLength
        return made
      },
    })
    names[name] = counting
    // slice, map and filter ask an array's own constructor.
    Reflect.set(original.prototype as object, 'constructor', counting)
  }
  try {
    run()
  } finally {
    for (const [i, name] of ARRAYS.entries()) {
      names[name] = before[i]!
      Reflect.set(before[i]!.prototype as object, 'constructor', before[i])
    }
  }
  return bytes
}
