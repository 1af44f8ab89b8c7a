import { openAsBlob } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import type { SourceFile } from '../src/readers/reader.ts'

/**
 * The files at `path` and below it, opened but not read. They are named as seen from the working directory, or
 * in full where that would hide the folder a recording takes its name from.
 * Throws what the file system throws.
 */
export async function walk(path: string): Promise<SourceFile[]> {
  const full = resolve(path)
  const here = await stat(full)
  const below = here.isDirectory() ? await readdir(full, { recursive: true, withFileTypes: true }) : []
  const paths = here.isDirectory()
    ? below.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    : [full]
  return Promise.all(paths.map(async (file) => ({ path: shown(file), blob: await openAsBlob(file) })))
}

function shown(file: string): string {
  const short = relative(process.cwd(), file)
  const path = short === basename(file) || short.startsWith('..') ? file : short
  return path.replaceAll('\\', '/')
}
