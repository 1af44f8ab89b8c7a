import { beforeEach, describe, expect, it } from 'vitest'
import type { Day } from '../../src/lifelog/day.ts'
import { OWNER } from '../../src/lifelog/owner.ts'
import { deleteEverything } from '../../src/store/database.ts'
import { getDay, getSummary, listDays, putDay } from '../../src/store/days.ts'
import { listPages, putPage, putPages } from '../../src/store/diary.ts'

const day = (participant: string, measures: Day['measures'] = {}): Day => ({
  id: `${participant}/2024-06-03/noon`,
  participant,
  date: '2024-06-03',
  dateKnown: true,
  start: 'noon',
  zone: 'UTC',
  rate: 1,
  channels: new Map(),
  known: new Map(),
  coverage: new Map(),
  measures,
  source: 'apple-health',
})
const PAGE = {
  date: '2024-06-03',
  morning: { sleepQuality: 4, bed: '23:00', up: '07:00', untilAsleep: 30, awake: 0 },
  evening: { mood: 2, calm: 5 },
} as const

beforeEach(deleteEverything)

describe('the diary’s store', () => {
  it('keeps pages, and forgets an empty one', async () => {
    await putPage(PAGE)
    await putPages([{ date: '2024-06-02', evening: { mood: 1, calm: 1 } }])
    expect((await listPages()).map(({ date }) => date)).toEqual(['2024-06-02', '2024-06-03'])
    await putPage({ date: '2024-06-03' })
    expect((await listPages()).map(({ date }) => date)).toEqual(['2024-06-02'])
  })

  it('adds to the owner’s day what no device has measured, and to nobody else’s', async () => {
    await putDay(day(OWNER, { totalSleepTime: 400 }))
    await putDay(day('user_1'))
    await putPage(PAGE)
    const [own, other] = await listDays()
    expect(own?.measures).toMatchObject({ totalSleepTime: 400, sleepQuality: 4, mood: 2, calm: 5 })
    expect(own?.measures.sleepOnsetLatency).toBe(30)
    expect(other?.measures).toEqual({})
    expect(await getSummary(own!.id)).toEqual(own)
    // What is stored of the day itself stays the device's own.
    expect((await getDay(own!.id))?.measures).toEqual({ totalSleepTime: 400 })
  })
})
