import { beforeEach, describe, expect, it } from 'vitest'
import { dayId, type Day } from '../../src/lifelog/day.ts'
import { countDays, deleteDay, getDay, getSummary, listDays, putDay } from '../../src/store/days.ts'
import { database, deleteEverything } from '../../src/store/database.ts'
import {
  countPictures,
  daysWithPicture,
  deletePicture,
  getPicture,
  putPicture,
} from '../../src/store/pictures.ts'
import { getCutOffs, putCutOffs } from '../../src/store/settings.ts'
import { INPUT_SIDE, type StoredPicture } from '../../src/inputs/composite/stored.ts'

const day = (participant: string): Day => ({
  id: dayId(participant, '1970-01-01', 'noon'),
  participant,
  date: '1970-01-01',
  dateKnown: false,
  start: 'noon',
  zone: 'UTC',
  rate: 1,
  channels: new Map([['heart_rate', Float32Array.from([60, NaN, 62])]]),
  known: new Map([['heart_rate', Uint8Array.from([5])]]),
  coverage: new Map([['heart_rate', { before: 0.5, after: 0.75 }]]),
  measures: { pittsburgh: 4 },
  source: 'mmash',
})

const picture = (dayId: string): StoredPicture => ({
  dayId,
  preset: 'recommended',
  width: 1000,
  height: 1000,
  rows: [{ channel: 'heart_rate', top: 20, bottom: 961, left: 54, right: 985, low: 40, high: 180 }],
  png: new Blob(['png'], { type: 'image/png' }),
  input: new Uint8ClampedArray(INPUT_SIDE ** 2).fill(7),
})

beforeEach(deleteEverything)

describe('days', () => {
  it('come back as they were put', async () => {
    await putDay(day('user_1'))
    expect(await getDay('user_1/1970-01-01/noon')).toEqual(day('user_1'))
  })

  it('are listed without their values', async () => {
    await putDay(day('user_2'))
    await putDay(day('user_1'))
    const { channels: _channels, known: _known, ...summary } = day('user_1')
    expect((await listDays())[0]).toEqual(summary)
    expect(await getSummary(summary.id)).toEqual(summary)
    expect(await countDays()).toBe(2)
  })

  it('are one under one id', async () => {
    await putDay(day('user_1'))
    await putDay({ ...day('user_1'), measures: { pittsburgh: 9 } })
    expect(await countDays()).toBe(1)
    expect((await getDay(day('user_1').id))?.measures).toEqual({ pittsburgh: 9 })
  })

  it('that are not there are undefined', async () => {
    expect(await getDay('nobody')).toBeUndefined()
    expect(await getSummary('nobody')).toBeUndefined()
  })

  it('that another version wrote are not taken for days', async () => {
    const db = await database()
    await putDay(day('user_1'))
    const record = await db.get('days', day('user_1').id)
    await db.put('days', { ...record!, start: 'dusk' as 'noon' })
    await expect(listDays()).rejects.toThrow(/dusk/)
    await expect(getDay(day('user_1').id)).rejects.toThrow(/dusk/)
  })
})

describe('what was made of a day', () => {
  const of = (name: string): string => day(name).id

  beforeEach(async () => {
    const db = await database()
    for (const name of ['user_1', 'user_10']) {
      await putDay(day(name))
      await putPicture(picture(of(name)))
      await db.put('predictions', { logits: [] }, ['model', of(name)])
    }
  })

  it.each([
    ['is forgotten when the day changes', () => putDay(day('user_1')), 2],
    ['goes with the day', () => deleteDay(of('user_1')), 1],
  ])('%s, and nothing else', async (_, change, days) => {
    await change()
    const db = await database()
    expect(await countDays()).toBe(days)
    expect(await db.count('channels')).toBe(days)
    expect([...(await daysWithPicture())]).toEqual([of('user_10')])
    expect(await db.getAllKeys('predictions')).toEqual([['model', of('user_10')]])
  })

  it('comes back as it was put', async () => {
    const { png, ...rest } = (await getPicture(of('user_1')))!
    const { png: sent, ...wanted } = picture(of('user_1'))
    expect(rest).toEqual(wanted)
    expect(await png.text()).toBe(await sent.text())
    expect(await countPictures()).toBe(2)
    await deletePicture(of('user_1'))
    expect(await getPicture(of('user_1'))).toBeUndefined()
  })

  it('that another version wrote is not taken for a picture', async () => {
    const db = await database()
    await db.put('pictures', { ...picture(of('user_1')), input: new Uint8ClampedArray(9) }, [
      of('user_1'),
      'recommended',
    ])
    await expect(getPicture(of('user_1'))).rejects.toThrow()
  })
})

describe('chosen cut-offs', () => {
  it('come back as they were put, and are none before and after', async () => {
    expect(await getCutOffs()).toEqual({})
    await putCutOffs({ S1: 420, Q2: 'ownMean' })
    expect(await getCutOffs()).toEqual({ S1: 420, Q2: 'ownMean' })
    await deleteEverything()
    expect(await getCutOffs()).toEqual({})
  })

  it('are refused where the record is something else', async () => {
    await (await database()).put('settings', { S1: 'mode' }, 'cutOffs')
    await expect(getCutOffs()).rejects.toThrow()
  })
})
