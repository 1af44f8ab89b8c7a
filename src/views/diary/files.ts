import { COLUMNS, diaryCsv, mergedPages, readDiaryCsv } from '../../lifelog/diary-file.ts'
import type { DiaryPage } from '../../lifelog/diary.ts'
import { putPages } from '../../store/diary.ts'
import { library } from '../library/library.svelte.ts'
import { pickFiles } from '../ingest/picked.ts'
import { download } from '../train/download.ts'

export function saveDiary(pages: readonly DiaryPage[]): void {
  download(new Blob([diaryCsv(pages)], { type: 'text/csv' }), 'diary.csv')
}

export type Opened =
  | {
      readonly kind: 'read'
      readonly file: string
      readonly pages: number
      readonly badLines: readonly number[]
    }
  | { readonly kind: 'other'; readonly file: string; readonly columns: string }

/** Adds a saved diary to this one; null where nothing was picked. Throws what reading and storing throw. */
export async function openDiary(): Promise<Opened | null> {
  const [picked] = (await pickFiles()) ?? []
  if (!picked) return null
  const read = readDiaryCsv(await picked.file.text())
  if (!read) return { kind: 'other', file: picked.path, columns: COLUMNS.join(', ') }
  await putPages(mergedPages(library.pages, read.pages))
  await library.load()
  return { kind: 'read', file: picked.path, pages: read.pages.length, badLines: read.badLines }
}
