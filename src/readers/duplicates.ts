import { baseName, folderOf } from './path.ts'
import type { Problem, SourceFile } from './reader.ts'

/** Files up to this size are compared whole, larger ones by probes and size. */
const WHOLE = 64 * 1024 * 1024
const PROBE = 1024 * 1024

/** A header and nothing under it is like any other of its kind. */
const HEADER = 32

/** Two people may well have the same sleep log; not the same recording. */
const RECORDING = 16 * 1024

/**
 * Parts files from their copies: recordings with the same bytes, under whatever name, and small tables with
 * the same bytes, name and folder name. The first by path stays.
 */
export async function withoutCopies(
  files: readonly SourceFile[],
  signal: AbortSignal,
): Promise<{ files: SourceFile[]; problems: Problem[] }> {
  const bySize = new Map<number, SourceFile[]>()
  for (const file of files) {
    const alike = bySize.get(file.blob.size)
    if (alike) alike.push(file)
    else bySize.set(file.blob.size, [file])
  }
  const problems: Problem[] = []
  const copies = new Set<SourceFile>()
  for (const [size, alike] of bySize) {
    if (alike.length < 2 || size < HEADER) continue
    const seen = new Map<string, string>()
    for (const file of alike) {
      signal.throwIfAborted()
      // A file that can't be read is nobody's copy; its reader will say what is wrong with it.
      let key = await digest(file.blob).catch(() => file.path)
      if (size < RECORDING) key += `/${baseName(folderOf(file.path))}/${baseName(file.path)}`
      const first = seen.get(key)
      if (first === undefined) seen.set(key, file.path)
      else {
        copies.add(file)
        problems.push({ file: file.path, code: 'duplicate_file', detail: { first } })
      }
    }
  }
  return { files: files.filter((file) => !copies.has(file)), problems }
}

async function digest(blob: Blob): Promise<string> {
  const half = blob.size >> 1
  const bytes =
    blob.size <= WHOLE
      ? [await blob.arrayBuffer()]
      : await Promise.all(
          [blob.slice(0, PROBE), blob.slice(half, half + PROBE), blob.slice(-PROBE)].map((part) =>
            part.arrayBuffer(),
          ),
        )
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await new Blob(bytes).arrayBuffer()))
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
