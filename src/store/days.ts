import * as v from 'valibot'
import { CHANNEL_IDS } from '../lifelog/channels.ts'
import { MINUTE_RATE, type Day, type DaySummary } from '../lifelog/day.ts'
import { DiaryPageSchema, measuresOfPage, type DiaryPage } from '../lifelog/diary.ts'
import { GivenLabelsSchema, MeasuresSchema } from '../lifelog/measures.ts'
import { OWNER } from '../lifelog/owner.ts'
import { database } from './database.ts'

const Channel = v.picklist(CHANNEL_IDS)
const Share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))

const Summary = v.object({
  id: v.string(),
  participant: v.string(),
  date: v.pipe(v.string(), v.isoDate()),
  dateKnown: v.boolean(),
  start: v.picklist(['midnight', 'noon']),
  zone: v.string(),
  rate: v.picklist([1, MINUTE_RATE]),
  coverage: v.map(Channel, v.object({ before: Share, after: Share })),
  measures: MeasuresSchema,
  labels: v.optional(GivenLabelsSchema),
  source: v.string(),
})

const Values = v.object({
  id: v.string(),
  channels: v.map(Channel, v.instance(Float32Array)),
  known: v.map(Channel, v.instance(Uint8Array)),
})

/**
 * All days without their values, by id; those of the owner with what the diary says of them. Throws where a record isn't
 * what this version writes.
 */
export async function listDays(): Promise<DaySummary[]> {
  const transaction = (await database()).transaction(['days', 'diary'])
  const [records, pages]: [unknown[], unknown[]] = await Promise.all([
    transaction.objectStore('days').getAll(),
    transaction.objectStore('diary').getAll(),
  ])
  const byDate = new Map(pages.map((page) => v.parse(DiaryPageSchema, page)).map((page) => [page.date, page]))
  return records.map((record) => {
    const day = v.parse(Summary, record)
    return withPage(day, byDate.get(day.date))
  })
}

export async function countDays(): Promise<number> {
  return (await database()).count('days')
}

/** One day of `listDays`. */
export async function getSummary(id: string): Promise<DaySummary | undefined> {
  const transaction = (await database()).transaction(['days', 'diary'])
  const record: unknown = await transaction.objectStore('days').get(id)
  if (record === undefined) return undefined
  const day = v.parse(Summary, record)
  return withPage(
    day,
    v.parse(v.optional(DiaryPageSchema), await transaction.objectStore('diary').get(day.date)),
  )
}

/** What a device has measured wins over what somebody remembers. */
const withPage = (day: DaySummary, page: DiaryPage | undefined): DaySummary =>
  page && day.participant === OWNER ? { ...day, measures: { ...measuresOfPage(page), ...day.measures } } : day

/** A day with its values. Throws where a record isn't what this version writes. */
export async function getDay(id: string): Promise<Day | undefined> {
  const transaction = (await database()).transaction(['days', 'channels'])
  const [summary, values]: [unknown, unknown] = await Promise.all([
    transaction.objectStore('days').get(id),
    transaction.objectStore('channels').get(id),
  ])
  if (summary === undefined || values === undefined) return undefined
  const { channels, known } = v.parse(Values, values)
  return { ...v.parse(Summary, summary), channels, known }
}

/** Writes a day, and forgets the picture and the predictions that were made of what it was before. */
export async function putDay(day: Day): Promise<void> {
  const { channels, known, ...summary } = day
  const db = await database()
  const transaction = db.transaction(['days', 'channels', 'pictures', 'predictions'], 'readwrite')
  await Promise.all([
    transaction.objectStore('days').put(summary),
    transaction.objectStore('channels').put({ id: day.id, channels, known }),
    transaction.objectStore('pictures').delete(allOf(day.id)),
    forgetPredictions(transaction.objectStore('predictions'), day.id),
    transaction.done,
  ])
}

/** Forgets a day and everything made of it. */
export async function deleteDay(id: string): Promise<void> {
  const db = await database()
  const transaction = db.transaction(['days', 'channels', 'pictures', 'predictions'], 'readwrite')
  await Promise.all([
    transaction.objectStore('days').delete(id),
    transaction.objectStore('channels').delete(id),
    transaction.objectStore('pictures').delete(allOf(id)),
    forgetPredictions(transaction.objectStore('predictions'), id),
    transaction.done,
  ])
}

/** Every two-part key that starts with `id`: arrays sort behind all strings. */
const allOf = (id: string): IDBKeyRange => IDBKeyRange.bound([id], [id, []])

/** Predictions are keyed by model first. */
async function forgetPredictions(
  store: {
    getAllKeys(): Promise<[string, string][]>
    delete(key: [string, string]): Promise<void>
  },
  id: string,
): Promise<void> {
  const keys = await store.getAllKeys()
  await Promise.all(keys.filter(([, day]) => day === id).map((key) => store.delete(key)))
}
