import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHANNELS } from '../../src/lifelog/channels.ts'
import type { SourceFile } from '../../src/readers/reader.ts'
import { MIDNIGHT, minute, nights, session, survey, trainLabels } from '../fixtures/etri-2020.ts'
import { fingerprints } from '../fixtures/fingerprint.ts'
import { ingested } from '../fixtures/ingested.ts'
import { text } from '../fixtures/mmash.ts'

const read = (files: readonly SourceFile[]): ReturnType<typeof ingested> =>
  ingested(files, new Map(), { dayStart: undefined, zone: 'UTC' })

const FIRST = 'etri-2020/user01/2020-08-30/midnight'
const SECOND = 'etri-2020/user01/2020-08-31/midnight'

/** From 13:00 over midnight to 11:00. */
const whole = session('user01', { start: MIDNIGHT + 13 * 3600, minutes: 22 * 60 })

describe('folders of 2020', () => {
  it('become days from Seoul’s midnight, sessions parted by absolute time', async () => {
    const { days, problems } = await read(whole)
    expect(problems).toEqual([])
    expect([...days.keys()]).toEqual([FIRST, SECOND])
    const day = days.get(FIRST)!
    expect([...day.channels.keys()]).toEqual([
      'acc_x',
      'acc_y',
      'acc_z',
      'activity',
      'latitude',
      'longitude',
      'heart_rate',
    ])
    expect(day.zone).toBe('Asia/Seoul')
    // 13:30, minute 30: the file's start plus the offset in it.
    const at = 13.5 * 3600
    expect(day.channels.get('acc_x')![at + 4]).toBeCloseTo(0.2, 5)
    expect(day.channels.get('acc_y')![at + 4]).toBeCloseTo(-0.3, 5)
    expect(day.channels.get('heart_rate')![at + 7]).toBeCloseTo(90.07, 4)
    expect(day.channels.get('latitude')![at + 10]).toBeCloseTo(37.502, 4)
    // Ten minutes walking, then still.
    const activity = day.channels.get('activity')!
    expect([activity[13 * 3600 + 540], activity[13 * 3600 + 600]]).toEqual([7, 3])
    expect(Number.isNaN(activity[13 * 3600 - 1])).toBe(true)
    expect(days.get(SECOND)!.channels.get('activity')![11 * 3600 - 60]).toBe(3)
  })

  it('serve the first second of a day with the last sample of the day before', async () => {
    const start = MIDNIGHT + 86_400 - 60
    const late = text(`user01/${start}/e4Hr/${start}.csv`, 'timestamp,hr', '59.700,77')
    const { days } = await read([...whole.filter(({ path }) => !path.includes('e4Hr')), late])
    expect(days.get(SECOND)!.channels.get('heart_rate')![0]).toBe(77)
    expect(days.get(FIRST)!.channels.has('heart_rate')).toBe(false)
  })

  it('give the same days in several drops, in any order, twice', async () => {
    const usual = fingerprints((await read(whole)).days)
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(whole, { minLength: whole.length }),
        fc.nat(whole.length),
        async (files, cut) => {
          const { days: kept, tooShort } = await read(files.slice(0, cut))
          const second = await ingested(files.slice(cut), kept, { dayStart: undefined })
          // Of a drop too short to keep, the samples are gone; dropped again, they are there.
          if (tooShort.length + second.tooShort.length > 0)
            await ingested(files, kept, { dayStart: undefined })
          expect(fingerprints(kept)).toEqual(usual)
        },
      ),
      { numRuns: 8 },
    )
    const again = await ingested(whole, (await read(whole)).days, { dayStart: undefined })
    expect(again.handedOut).toEqual([])
    expect(again.problems.map(({ code }) => code)).toEqual(['duplicate_file'])
  })
})

describe('labels of 2020', () => {
  const answers = [
    'user01,2020-08-30,am,2,,,,,,,,,,,',
    'user01,2020-08-30,pm,,,,,,5,4,3,,,,',
    'user01,2020-08-31,am,4,,,,,,,,,,,',
    'user01,2020-08-31,pm,,,,,,1,2,3,,,,',
    // Another person's answers change no one else's mean.
    'user02,2020-08-30,pm,,,,,,5,5,5,,,,',
  ]
  const night = 'user01,2020-08-31,2020-08-30 23:40:00,2020-08-31 07:40:00,1260,14400,7200,5400,600,300,2'

  it('stand answers against the person’s own mean, the morning’s with the evening before', async () => {
    const { days } = await read([...whole, survey(...answers)])
    expect(days.get(FIRST)!.labels).toEqual({ Q1: 1, Q2: 1, Q3: 1 })
    expect(days.get(SECOND)!.labels).toEqual({ Q2: 0, Q3: 0 })
  })

  it('stand nights against the guideline', async () => {
    const { days } = await read([...whole, nights(night)])
    expect(days.get(FIRST)!.measures).toEqual({
      totalSleepTime: 450,
      sleepEfficiency: 93.75,
      sleepOnsetLatency: 10,
      wakeAfterSleepOnset: 21,
    })
    expect(days.get(FIRST)!.labels).toEqual({ S1: 1, S2: 1, S3: 1, S4: 0 })
  })

  it('take UNIX seconds for a night’s times as well', async () => {
    const at = MIDNIGHT + 86_400 + 1800
    const { days } = await read([
      ...whole,
      nights(`user01,2020-08-31,${at},${at + 21_600},0,14400,0,0,3000,0,0`),
    ])
    // It began at half past midnight: the night of the evening before.
    expect(days.get(FIRST)!.labels).toEqual({ S1: 0, S2: 0, S3: 0, S4: 1 })
  })

  it('give way to those that the challenge states', async () => {
    const stated = trainLabels('0,user01,2020-08-30,0,1,0,0,0,1,1')
    const { days } = await read([...whole, survey(...answers), nights(night), stated])
    expect(days.get(FIRST)!.labels).toEqual({ Q1: 0, Q2: 1, Q3: 0, S1: 0, S2: 0, S3: 1, S4: 1 })
  })

  it('reach days that came in an earlier drop', async () => {
    const { days } = await read(whole)
    await ingested([survey(...answers)], days, { dayStart: undefined })
    expect(days.get(FIRST)!.labels).toEqual({ Q1: 1, Q2: 1, Q3: 1 })
  })

  it('name rows that are no day', async () => {
    const { problems } = await read([survey('user01,yesterday,pm,,,,,,5,4,3,,,,')])
    expect(problems).toMatchObject([{ code: 'bad_day', place: 'line 2' }])
  })
})

describe('damaged minutes of 2020', () => {
  const start = MIDNIGHT + 14 * 3600 + 300
  const hurt = minute('user01/1598759880/mAcc', start, 'x,y,z', 600, (i) => `${i},1,2`)

  it('may be cut off anywhere and have other bytes anywhere', async () => {
    const bytes = new Uint8Array(await hurt.blob.arrayBuffer())
    const labels = whole.filter(({ path }) => path.endsWith('_label.csv'))
    const flips = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), flips, async (cut, of) => {
        const other = Uint8Array.from(bytes)
        for (const [at, byte] of of) other[at] = byte
        const { days, problems } = await read([
          ...labels,
          { path: hurt.path, blob: new Blob([other.slice(0, cut)]) },
        ])
        expect(problems.length).toBeLessThan(6)
        for (const { file, code } of problems) {
          expect(file).toContain('mAcc')
          expect(['empty_file', 'not_a_number', 'more_cells', 'missing_column', 'no_rows']).toContain(code)
        }
        for (const [id, values] of days.get(FIRST)!.channels) {
          const [low, high] = CHANNELS[id].plausible
          expect(values.every((value) => value !== value || (value >= low && value <= high))).toBe(true)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('are named with the line, and the rest goes on', async () => {
    const files = [
      text(`user01/1598759880/e4Hr/${start}.csv`, 'timestamp,hr', '0.0,70', '1.0,lots', '99.0,71', '3.0,72'),
      text(`user01/1598759880/mGps/${start}.csv`, 'timestamp,latitude', '0.0,37'),
    ]
    const { days, problems } = await read([...whole, ...files])
    expect(problems).toEqual([
      {
        file: files[0]!.path,
        place: 'line 3, column hr',
        code: 'not_a_number',
        detail: { line: 3, column: 'hr', value: 'lots' },
      },
      { file: files[0]!.path, code: 'more_cells', detail: { count: 1 } },
      { file: files[1]!.path, code: 'missing_column', detail: { column: 'lat' } },
      { file: files[1]!.path, code: 'missing_column', detail: { column: 'lon' } },
    ])
    expect(days.get(FIRST)!.channels.get('heart_rate')![14 * 3600 + 303]).toBe(72)
  })

  it('without rows are no copies of one another', async () => {
    const empty = [1, 2].map((person) =>
      text(`user0${person}/1598759880/e4Hr/${start + 60}.csv`, 'timestamp,hr'),
    )
    const { problems } = await read([...whole, ...empty])
    expect(problems.map(({ code }) => code)).toEqual(['no_rows', 'no_rows'])
  })

  it('are counted where there are many', async () => {
    const many = Array.from({ length: 25 }, (_, i) =>
      text(`user01/1598759880/e4Hr/${start + 60 * i + 1}.csv`, 'timestamp,hr', `0,x${i}`),
    )
    const { problems } = await read([...whole, ...many])
    expect(problems.length).toBe(11)
    expect(problems.at(-1)).toEqual({ file: 'user01', code: 'more_files', detail: { count: 15 } })
  })
})
