import { mkdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { mmashFolder } from '../fixtures/mmash.ts'

/** Writes one invented person's recording to the disk, for pickers that want real files. */
export async function writePerson(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const { path, blob } of mmashFolder(basename(folder)))
    await writeFile(join(dirname(folder), path), Buffer.from(await blob.arrayBuffer()))
}
