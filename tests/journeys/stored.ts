import type { Page } from 'playwright-core'
import type { DaySummary } from '../../src/lifelog/day.ts'
import type { ModelCard, Prediction } from '../../src/training/card.ts'

export interface StoredDay extends Omit<DaySummary, 'coverage'> {
  readonly coverage: Record<string, { before: number; after: number }>
}

/** What the browser has stored, read past the app: the judge must not ask the judged. */
export interface Stored {
  readonly days: StoredDay[]
  readonly pictures: number
  readonly models: ModelCard[]
  readonly predictions: Prediction[]
}

export const readStored = (page: Page): Promise<Stored> =>
  page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((done, failed) => {
        request.onsuccess = () => done(request.result)
        request.onerror = () => failed(request.error)
      })
    const db = await settled(indexedDB.open('pixleepflow'))
    const all = (table: string): Promise<unknown[]> =>
      settled(db.transaction(table).objectStore(table).getAll())
    const [days, models, predictions] = await Promise.all([all('days'), all('models'), all('predictions')])
    const pictures = await settled(db.transaction('pictures').objectStore('pictures').count())
    db.close()
    return {
      days: (days as DaySummary[]).map((day) => ({ ...day, coverage: Object.fromEntries(day.coverage) })),
      pictures,
      models,
      predictions,
    } as Stored
  })
