import type { Problem, SourceFile } from './reader.ts'

const PROBE = 4096

/** Probes between head and end: enough for any real file to show a byte, few enough for a file of any size. */
const PROBES = 16

/** What disqualifies a file before any reader sees it; looks at no more than 64 KB of it. */
export async function probe(file: SourceFile): Promise<Problem | undefined> {
  const { path, blob } = file
  if (blob.size === 0) return { file: path, code: 'empty_file' }
  for (let i = 0; i < PROBES; i++) {
    const from = Math.floor((Math.max(0, blob.size - PROBE) * i) / (PROBES - 1))
    const bytes = new Uint8Array(await blob.slice(from, from + PROBE).arrayBuffer())
    if (bytes.some((byte) => byte !== 0)) return undefined
  }
  return { file: path, code: 'all_zero', detail: { megabytes: Math.ceil(blob.size / 1e6) } }
}
