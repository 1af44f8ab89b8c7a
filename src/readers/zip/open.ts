import type { Reader } from '@zip.js/zip.js/lib/zip-core-reader.js'
import type { Problem, SourceFile } from '../reader.ts'
import { Budget, ZipBomb } from './budget.ts'
import { ZippedFile } from './zipped-file.ts'

/** Zips in zips, down to here. */
const DEEPEST = 3

const NAMED_ZIP = /\.zip$/i

const isZip = async ({ path, blob }: SourceFile): Promise<boolean> =>
  NAMED_ZIP.test(path) && (await blob.slice(0, 2).text()) === 'PK'

/**
 * Puts in the place of each zip the files inside it, unpacked only when they are read; `data.zip` counts as a
 * folder `data`. Other files stay as they are.
 */
export async function openZips(
  files: readonly SourceFile[],
  signal: AbortSignal,
): Promise<{ files: SourceFile[]; problems: Problem[] }> {
  const found: SourceFile[] = []
  const problems: Problem[] = []
  for (const file of files) {
    try {
      const opened = await open([file], new Budget(file.blob.size), signal, 0)
      for (const one of opened.files) found.push(one)
      problems.push(...opened.problems)
    } catch (error) {
      if (!(error instanceof ZipBomb)) throw error
      problems.push(bombIn(file, error))
    }
  }
  return { files: found, problems }
}

/** In millions of bytes, as people count them. */
const bombIn = ({ path, blob }: SourceFile, { bytes, files }: ZipBomb): Problem => ({
  file: path,
  code: 'zip_bomb',
  detail: { packed: Math.ceil(blob.size / 1e6), megabytes: Math.ceil(bytes / 1e6), files },
})

async function open(
  files: readonly SourceFile[],
  budget: Budget,
  signal: AbortSignal,
  depth: number,
): Promise<{ files: SourceFile[]; problems: Problem[] }> {
  const found: SourceFile[] = []
  const problems: Problem[] = []
  for (const file of files) {
    signal.throwIfAborted()
    // A file that can't be read is nobody's zip; what is wrong with it will be said in its turn.
    if (depth >= DEEPEST || !(await isZip(file).catch(() => false))) {
      found.push(file)
      continue
    }
    const inside = await entriesOf(file, budget, signal)
    const deeper = await open(inside.files, budget, signal, depth + 1)
    for (const one of deeper.files) found.push(one)
    problems.push(...inside.problems, ...deeper.problems)
  }
  return { files: found, problems }
}

async function entriesOf(
  { path, blob }: SourceFile,
  budget: Budget,
  signal: AbortSignal,
): Promise<{ files: SourceFile[]; problems: Problem[] }> {
  const { ZipReader } = await import('@zip.js/zip.js/lib/zip-core-reader.js')
  const zip = new ZipReader(randomAccess(blob))
  const folder = path.replace(NAMED_ZIP, '')
  const files: SourceFile[] = []
  const problems: Problem[] = []
  let packed = 0
  try {
    for await (const entry of zip.getEntriesGenerator()) {
      signal.throwIfAborted()
      if (entry.directory) continue
      budget.take(entry.uncompressedSize, NAMED_ZIP.test(entry.filename))
      packed += entry.compressedSize
      const inside = `${folder}/${entry.filename}`
      if (entry.encrypted) problems.push({ file: inside, code: 'zip_locked', detail: { zip: path } })
      else files.push({ path: inside, blob: new ZippedFile(entry, blob, signal) })
    }
    if (files.length + problems.length === 0) problems.push({ file: path, code: 'empty_folder' })
    budget.overlap(packed, blob.size)
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof ZipBomb) throw error
    // What its table of contents says can't be trusted, in part or as a whole.
    return { files: [], problems: [{ file: path, code: 'zip_damaged' }] }
  }
  return { files, problems }
}

/** zip.js' own reader of blobs comes with its writer and its workers, which are of no use here. */
function randomAccess(blob: Blob): Reader<Blob> {
  const reader: Partial<Reader<Blob>> = {
    size: blob.size,
    readUint8Array: async (from, length) =>
      new Uint8Array(await blob.slice(from, from + length).arrayBuffer()),
    createReadable: ({ offset = 0, size = blob.size - offset } = {}) =>
      blob.slice(offset, offset + size).stream(),
  }
  return reader as Reader<Blob>
}
