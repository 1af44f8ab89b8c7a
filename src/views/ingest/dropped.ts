import type { Picked } from './picked.ts'

const withoutSlash = (path: string): string => path.replace(/^\/+/, '')

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((done, failed) => entry.file(done, failed))

async function* filesIn(entry: FileSystemEntry): AsyncGenerator<Picked> {
  if (entry.isFile) {
    const file = await fileOf(entry as FileSystemFileEntry)
    yield { path: withoutSlash(entry.fullPath) || file.name, file }
    return
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  // A reader hands out about a hundred entries at a time, and an empty list at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed))
    if (some.length === 0) return
    for (const inner of some) yield* filesIn(inner)
  }
}

export interface Dropped {
  readonly files: Picked[]
  /** Names of what was dropped, for messages. */
  readonly names: string
}

/** All files of a drop, folders walked through. Must be called while the drop event is handled. */
export async function filesOfDrop(data: DataTransfer): Promise<Dropped> {
  // The list of items is emptied as soon as the event is over: take everything out of it first.
  const entries = [...data.items].map((item) => item.webkitGetAsEntry?.() ?? null)
  const plain = [...data.files]
  const known = entries.filter((entry) => entry !== null)
  if (known.length === 0) {
    return {
      files: plain.map((file) => ({ path: file.name, file })),
      names: plain.map((f) => f.name).join(', '),
    }
  }
  const files: Picked[] = []
  for (const entry of known) for await (const file of filesIn(entry)) files.push(file)
  return { files, names: known.map((entry) => entry.name).join(', ') }
}
