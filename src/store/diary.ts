import * as v from 'valibot'
import { DiaryPageSchema, type DiaryPage } from '../lifelog/diary.ts'
import { database } from './database.ts'

/** All pages, by date. Throws where a record isn't what this version writes. */
export async function listPages(): Promise<DiaryPage[]> {
  const records: unknown[] = await (await database()).getAll('diary')
  return records.map((record) => v.parse(DiaryPageSchema, record))
}

/** Writes a page, and forgets it where neither half says anything. */
export async function putPage(page: DiaryPage): Promise<void> {
  const db = await database()
  if (page.morning || page.evening) await db.put('diary', page)
  else await db.delete('diary', page.date)
}

/** Writes pages together: all of them, or none where one can't be written. */
export async function putPages(pages: readonly DiaryPage[]): Promise<void> {
  const transaction = (await database()).transaction('diary', 'readwrite')
  await Promise.all([...pages.map((page) => transaction.store.put(page)), transaction.done])
}
