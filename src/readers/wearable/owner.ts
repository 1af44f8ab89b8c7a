import { OWNER } from '../../lifelog/owner.ts'
import { folderOf } from '../path.ts'

/**
 * Whose days a file holds: the folder around the export's own, where somebody has sorted exports by person, else the
 * owner of this device.
 * @param own folders (and zips, without their ending) that the export itself brings
 */
export function participantOf(path: string, own: RegExp): string {
  const folders = folderOf(path)
    .split('/')
    .map((name) => name.replace(/\.zip$/i, ''))
    .filter((name) => name !== '' && !own.test(name))
  return folders.at(-1) ?? OWNER
}
