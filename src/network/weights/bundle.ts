import { readSafetensors } from './safetensors.ts'
import { writeSafetensors, type WritableTensor } from './safetensors-write.ts'

/** Before the names of the tensors, and of the metadata, of the k-th network, from 1. */
const prefix = (k: number): string => `fold${k}.`

/** Several networks in one safetensors file, each under `fold1.`, `fold2.` and so on, with its own metadata. */
export function bundled(
  files: readonly Uint8Array[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const tensors = new Map<string, WritableTensor>()
  const all: Record<string, string> = { ...metadata }
  for (const [k, bytes] of files.entries()) {
    const file = readSafetensors(bytes)
    for (const [name, tensor] of file.tensors) tensors.set(prefix(k + 1) + name, tensor)
    // Counters are all that is left out; PyTorch reads them as zero.
    for (const { name, shape } of file.ignored)
      tensors.set(prefix(k + 1) + name, { shape, values: new BigInt64Array(1) })
    for (const [name, text] of Object.entries(file.metadata)) all[prefix(k + 1) + name] = text
  }
  return writeSafetensors(tensors, all)
}

/**
 * The networks of such a file, each as one of its own.
 * @throws Error where the file is damaged, or has another number of them
 */
export function unbundled(bytes: Uint8Array, count: number): Uint8Array<ArrayBuffer>[] {
  const { tensors, metadata, ignored } = readSafetensors(bytes)
  const own = <Value>(entries: Iterable<readonly [string, Value]>, k: number): [string, Value][] =>
    [...entries].flatMap(([name, value]) =>
      name.startsWith(prefix(k)) ? [[name.slice(prefix(k).length), value]] : [],
    )
  return Array.from({ length: count }, (_, i) => {
    const k = i + 1
    const counters = ignored.map(
      ({ name, shape }) => [name, { shape, values: new BigInt64Array(1) }] as const,
    )
    const found = new Map<string, WritableTensor>([...own(tensors, k), ...own(counters, k)])
    if (found.size === 0) throw new Error(`There is no network of fold ${k} in it`)
    return writeSafetensors(found, Object.fromEntries(own(Object.entries(metadata), k)))
  })
}
