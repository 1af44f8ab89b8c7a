import { describe, expect, it } from 'vitest'
import { dayOf, timeOf } from '../../src/readers/mmash/clock.ts'
import { isKnown } from '../../src/synchronise/known.ts'
import { fingerprints } from '../fixtures/fingerprint.ts'
import { firstDay, ingested } from '../fixtures/ingested.ts'
import * as mmash from '../fixtures/mmash.ts'

/** Seconds from noon on day 1. */
const at = (hour: number, minute = 0, second = 0): number => ((hour + 12) % 24) * 3600 + minute * 60 + second

const withActigraph = (...rows: string[]) => [
  mmash.text('user_7/Actigraph.csv', mmash.ACTIGRAPH_HEADER, ...rows),
  ...mmash.mmashFolder('user_7').slice(1),
]

const withSleep = (...rows: string[]) => [
  ...mmash.mmashFolder('user_7').filter(({ path }) => !path.endsWith('sleep.csv')),
  mmash.text('user_7/sleep.csv', mmash.SLEEP_HEADER, ...rows.map(mmash.sleepRow)),
]

describe('an MMASH folder', () => {
  it('becomes the day its evening is on', async () => {
    const { days, problems, tooShort } = await ingested(mmash.mmashFolder('user_7'))
    expect(problems).toEqual([])
    expect([...days.keys()]).toEqual(['user_7/1970-01-01/noon'])
    expect(tooShort).toEqual(['user_7/1969-12-31/noon'])
    const day = days.get(firstDay('user_7'))!
    expect(day.dateKnown).toBe(false)
    expect(day.source).toBe('mmash')
    expect([...day.channels.keys()]).toEqual([
      'counts_x',
      'counts_y',
      'counts_z',
      'posture',
      'steps',
      'heart_rate',
    ])
    expect(day.measures).toEqual({
      totalSleepTime: 319,
      sleepEfficiency: 85.52,
      sleepOnsetLatency: 4,
      wakeAfterSleepOnset: 50,
      pittsburgh: 5,
      affectBalance: 8,
      dailyStress: 23,
    })
    // 21 hours, a sample a minute.
    expect(day.coverage.get('heart_rate')).toEqual({ before: 1260 / 86_400, after: 75_541 / 86_400 })
  })

  it('makes two days of it where days start at midnight, with the measures on the evening’s', async () => {
    const { days } = await ingested(mmash.mmashFolder('user_7'), new Map(), { dayStart: 'midnight' })
    expect([...days.keys()]).toEqual(['user_7/1970-01-01/midnight', 'user_7/1970-01-02/midnight'])
    const [first, second] = [...days.values()]
    expect(first!.measures.totalSleepTime).toBe(319)
    expect(second!.measures).toEqual({})
  })

  it('puts every value on its second', async () => {
    const rows = mmash.actigraphRows()
    const special = rows.map((row) =>
      row.endsWith(',2,06:30:00') ? '7,11,22,33,4,251.0,0,0,1,0,0.0,2,06:30:00' : row,
    )
    const day = (await ingested(withActigraph(...special))).days.get(firstDay('user_7'))!
    const second = at(6, 30)
    const values = [...day.channels].map(([id, channel]) => [id, channel[second]])
    expect(Object.fromEntries(values)).toEqual({
      counts_x: 11,
      counts_y: 22,
      counts_z: 33,
      posture: 2,
      steps: 4,
      heart_rate: 251,
    })
    expect(isKnown(day.known.get('heart_rate')!, second)).toBe(true)
    expect(isKnown(day.known.get('heart_rate')!, second + 1)).toBe(false)
  })

  it('reads day −29 as 2', async () => {
    const usual = (await ingested(mmash.mmashFolder('user_8'))).days
    const odd = (await ingested(mmash.mmashFolder('user_8', { secondDay: -29 }))).days
    expect(fingerprints(odd)).toEqual(fingerprints(usual))
  })

  it('takes a heart rate of 3 for no measurement', async () => {
    const rows = mmash.actigraphRows().map((row) => row.replace(/,\d+\.0,/, ',3.0,'))
    const day = (await ingested(withActigraph(...rows))).days.get(firstDay('user_7'))!
    expect(day.coverage.get('counts_x')!.after).toBeGreaterThan(0.8)
    expect(day.channels.get('heart_rate')?.some((value) => !Number.isNaN(value)) ?? false).toBe(false)
  })
})

describe('the night', () => {
  const measures = async (...rows: string[]) =>
    (await ingested(withSleep(...rows))).days.get(firstDay('user_7'))!.measures

  it('in two rows is one', async () => {
    const night = await measures(
      '2,00:46,2,03:31,2,00:46,0,87.27,165,144,21',
      '2,03:57,2,07:30,2,03:57,0,92.02,213,196,17',
    )
    expect(night.totalSleepTime).toBe(340)
    expect(night.sleepEfficiency).toBeCloseTo((100 * 340) / 378, 10)
    expect(night.sleepOnsetLatency).toBe(0)
    // 21 and 17 minutes in bed, 26 out of it.
    expect(night.wakeAfterSleepOnset).toBe(64)
  })

  it('that began before midnight and claims to end the same day is the same evening’s', async () => {
    const night = await measures('1,23:41,1,05:04,1,23:41,0,76.47,323,247,76')
    expect(night).toMatchObject({ totalSleepTime: 247, wakeAfterSleepOnset: 76 })
  })

  it('without rows leaves its measures unknown and the rest there', async () => {
    const { days, problems } = await ingested(withSleep())
    const day = days.get(firstDay('user_7'))!
    expect(day.measures).toEqual({ pittsburgh: 5, affectBalance: 8, dailyStress: 23 })
    expect(problems).toEqual([{ file: 'user_7/sleep.csv', code: 'no_rows' }])
  })

  it('with a blank cell lacks that measure alone', async () => {
    const night = await measures('2,00:57,2,07:10,2,01:01,,85.52,373,319,50')
    expect(night.sleepOnsetLatency).toBeUndefined()
    expect(night.totalSleepTime).toBe(319)
  })
})

describe('cells', () => {
  it.each([
    ['1', 1],
    ['2', 2],
    ['-29', 2],
    ['0', undefined],
    ['1.5', undefined],
    ['-300', undefined],
  ])('day %s is %s', (written, day) => expect(dayOf(Number(written))).toBe(day))

  it.each([
    ['00:46', 2_760_000],
    ['23:59:59', 86_399_000],
    ['24:00', undefined],
    ['7:5', undefined],
    ['', undefined],
  ])('time %s is %s', (text, time) => expect(timeOf(text)).toBe(time))
})
