import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diaryCsv, mergedPages, readDiaryCsv } from '../../src/lifelog/diary-file.ts'
import {
  before,
  contradicts,
  eveningOf,
  halfDue,
  measuresOfPage,
  minutesBetween,
  type DiaryPage,
  type Rating,
} from '../../src/lifelog/diary.ts'
import { labeller } from '../../src/lifelog/labeller.ts'
import { ENOUGH_DIARY_DAYS, MMASH_RULES, type LabelValue } from '../../src/lifelog/labels.ts'

describe('a page of the diary', () => {
  it('gives figures of the night by its rule, over midnight as well', () => {
    const morning = { sleepQuality: 4, bed: '23:10', up: '07:00', untilAsleep: 20, awake: 30 } as const
    expect(minutesBetween('23:10', '07:00')).toBe(470)
    expect(measuresOfPage({ date: '2024-06-03', morning, evening: { mood: 3, calm: 2 } })).toEqual({
      sleepQuality: 4,
      mood: 3,
      calm: 2,
      sleepOnsetLatency: 20,
      wakeAfterSleepOnset: 30,
      totalSleepTime: 420,
      sleepEfficiency: (100 * 420) / 470,
    })
  })

  it('knows no sleep where a time is missing, or where the times contradict one another', () => {
    const page = (morning: DiaryPage['morning']): DiaryPage => ({ date: '2024-06-03', morning })
    expect(measuresOfPage(page({ sleepQuality: 2, bed: '23:00' }))).toEqual({ sleepQuality: 2 })
    const wrong = { bed: '23:00', up: '00:00', untilAsleep: 60 }
    expect(contradicts(wrong)).toBe(true)
    expect(measuresOfPage(page({ sleepQuality: 2, ...wrong }))).toEqual({
      sleepQuality: 2,
      sleepOnsetLatency: 60,
    })
    expect(contradicts({ bed: '23:00', up: '22:00' })).toBe(true)
    expect(contradicts({ bed: '23:00', up: '07:00', awake: 90 })).toBe(false)
    expect(contradicts({ untilAsleep: 30 })).toBe(false)
  })

  it('is asked for at its hours: the morning speaks of the evening before, the small hours of the day that ends', () => {
    const at = (hour: number) => new Date(2024, 2, 1, hour, 30)
    expect(halfDue(at(8))).toEqual({ date: '2024-02-29', half: 'morning' })
    expect(halfDue(at(16))).toBeNull()
    expect(halfDue(at(21))).toEqual({ date: '2024-03-01', half: 'evening' })
    expect(halfDue(at(1))).toEqual({ date: '2024-02-29', half: 'evening' })
    expect(eveningOf(at(3))).toBe('2024-02-29')
    expect(before('2024-03-01', 14)).toBe('2024-02-16')
  })
})

describe('answers of the diary', () => {
  const day = (sleepQuality: Rating, more = {}) => ({
    participant: 'me',
    measures: { sleepQuality, ...more },
  })
  const q1 = (values: readonly LabelValue[]): LabelValue | undefined => values[0]

  it('come with the seventh day, against the person’s own mean', () => {
    const week = ([2, 3, 4, 4, 5, 3, 2] as const).map((value) => day(value))
    const labelled = (days: typeof week) => days.map((one) => q1(labeller(MMASH_RULES, new Map(), days)(one)))
    expect(week).toHaveLength(ENOUGH_DIARY_DAYS)
    expect(labelled(week)).toEqual([0, 0, 1, 1, 1, 0, 0])
    expect(labelled(week.slice(1))).toEqual([null, null, null, null, null, null])
  })

  it('leave a questionnaire’s answer and a stated one as they are', () => {
    const days = Array.from({ length: 8 }, (_, i) => day(i < 4 ? 1 : 5, i === 0 ? { pittsburgh: 3 } : {}))
    const label = labeller(MMASH_RULES, new Map([['Q1', 5]]), days)
    expect(q1(label(days[0]!))).toBe(1)
    expect(q1(label(days[1]!))).toBe(0)
    expect(q1(label(days[1]!, { Q1: 1 }))).toBe(1)
  })

  it('go from nobody to anybody else', () => {
    const days = Array.from({ length: 7 }, () => day(4))
    const other = { participant: 'anna', measures: { sleepQuality: 5 } }
    expect(q1(labeller(MMASH_RULES, new Map(), [...days, other])(other))).toBeNull()
  })
})

describe('a diary’s file', () => {
  const rating = fc.constantFrom<Rating>(1, 2, 3, 4, 5)
  const clock = fc
    .tuple(fc.nat(23), fc.nat(59))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
  const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined })
  const page: fc.Arbitrary<DiaryPage> = fc
    .record({
      date: fc.nat(9000).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10)),
      morning: maybe(
        fc.record(
          { sleepQuality: rating, bed: clock, up: clock, untilAsleep: fc.nat(720), awake: fc.nat(720) },
          { requiredKeys: ['sleepQuality'] },
        ),
      ),
      evening: maybe(fc.record({ mood: rating, calm: rating })),
    })
    .filter(({ morning, evening }) => !!morning || !!evening)

  it('comes back as it was written', () => {
    fc.assert(
      fc.property(fc.array(page), (pages) => {
        expect(readDiaryCsv(diaryCsv(pages))).toEqual({ pages, badLines: [] })
      }),
    )
  })

  it('names lines that are none, and refuses other tables', () => {
    const good = '2024-06-03,4,23:00,07:00,10,0,,'
    const text = `${diaryCsv([])}${good}\r\n2024-06-04,9,,,,,,\r\n2024-06-05,,,,,,3,\r\nyesterday,4,,,,,,\r\n`
    const read = readDiaryCsv(text)
    expect(read?.pages.map(({ date }) => date)).toEqual(['2024-06-03'])
    expect(read?.badLines).toEqual([3, 4, 5])
    expect(readDiaryCsv('date,steps\n2024-06-03,4\n')).toBeNull()
  })

  it('adds to what is there, and changes none of it', () => {
    const there: DiaryPage[] = [{ date: '2024-06-03', evening: { mood: 1, calm: 1 } }]
    const more: DiaryPage[] = [
      { date: '2024-06-03', evening: { mood: 5, calm: 5 }, morning: { sleepQuality: 3 } },
    ]
    expect(mergedPages(there, more)).toEqual([
      { date: '2024-06-03', evening: { mood: 1, calm: 1 }, morning: { sleepQuality: 3 } },
    ])
  })
})
