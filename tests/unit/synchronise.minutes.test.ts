import { describe, expect, it } from 'vitest'
import { MINUTE_RATE } from '../../src/lifelog/day.ts'
import { byMinute } from '../../src/synchronise/minutes.ts'
import { NOTEBOOK } from '../../src/synchronise/preset.ts'
import { ingested } from '../fixtures/ingested.ts'
import { MIDNIGHT, session } from '../fixtures/etri-2020.ts'

const _ = NaN

/** Seconds of one minute, unknown where not given. */
const minute = (of: Readonly<Record<number, number>>): number[] =>
  Array.from({ length: 60 }, (_unused, second) => of[second] ?? NaN)

describe('a minute', () => {
  const known = Float32Array.from([...minute({ 0: 2, 30: 4, 59: 9 }), ...minute({}), ...minute({ 7: 3 })])

  it('is the mean of a level, the sum of a count and the commonest class', () => {
    expect([...byMinute(known, 'level')]).toEqual([5, _, 3])
    expect([...byMinute(known, 'count')]).toEqual([15, _, 3])
    const classes = Float32Array.from([...minute({ 1: 7, 2: 3, 3: 7 }), ...minute({ 1: 8, 2: 0 })])
    expect([...byMinute(classes, 'class')]).toEqual([7, 0])
  })
})

describe('days by the minute', () => {
  const start = MIDNIGHT + 6 * 3600
  const files = session('user01', { start, minutes: 900, every: 10 })
  const options = { dayStart: undefined, rate: MINUTE_RATE } as const

  it('have 1,440 values a channel, gaps filled as long as by the second', async () => {
    const { days } = await ingested(files, new Map(), options)
    const day = days.get('etri-2020/user01/2020-08-30/midnight')!
    expect(day.rate).toBe(MINUTE_RATE)
    const heart = day.channels.get('heart_rate')!
    expect(heart.length).toBe(1440)
    expect(day.known.get('heart_rate')!.length).toBe(180)
    // Seconds 0 to 59 of 60 + k / 100, and ten minutes later the same from 70.
    expect(heart[360]).toBeCloseTo(60.295, 3)
    expect(heart[365]).toBeCloseTo(65.295, 3)
    expect(day.coverage.get('heart_rate')).toEqual({ before: 90 / 1440, after: 891 / 1440 })
    expect(day.channels.get('activity')![360]).toBe(7)
  })

  it('leave longer gaps open than are asked for', async () => {
    const { days } = await ingested(files, new Map(), { ...options, filling: { longestGap: 300 } })
    const day = days.get('etri-2020/user01/2020-08-30/midnight')!
    expect(day.coverage.get('heart_rate')!.after).toBe(90 / 1440)
  })

  it('are filled as the notebooks do where that is asked for: to the end of the day', async () => {
    const { days } = await ingested(files, new Map(), { ...options, filling: NOTEBOOK })
    const heart = days.get('etri-2020/user01/2020-08-30/midnight')!.channels.get('heart_rate')!
    // Half-way between 06:00 and 06:10, and long after the last sample.
    expect([heart[364], heart[365]]).toEqual([heart[360], heart[370]])
    expect(heart[359]).toBeNaN()
    expect(heart[1439]).toBe(heart[1250])
  })

  it('keep their rate when more of them comes', async () => {
    const early = files.filter(({ path }) => !path.includes('e4Hr'))
    const { days } = await ingested(early, new Map(), options)
    await ingested(files, days, { ...options, rate: 1 })
    expect(days.get('etri-2020/user01/2020-08-30/midnight')!.channels.get('heart_rate')!.length).toBe(1440)
  })
})

describe('positions made relative', () => {
  it('lose the globe’s degrees, and nothing else', async () => {
    const files = session('user01', { start: MIDNIGHT + 3600, minutes: 600, every: 5 })
    const id = 'etri-2020/user01/2020-08-30/midnight'
    const plain = (await ingested(files, new Map(), { dayStart: undefined })).days.get(id)!
    const moved = (
      await ingested(files, new Map(), { dayStart: undefined, relativeLocation: true })
    ).days.get(id)!
    for (const [channel, degrees] of [
      ['latitude', 37],
      ['longitude', 127],
    ] as const) {
      const [before, after] = [plain.channels.get(channel)!, moved.channels.get(channel)!]
      for (let i = 3600; i < 36_000; i += 611) expect(after[i]! + degrees).toBeCloseTo(before[i]!, 4)
    }
    expect(moved.channels.get('acc_x')).toEqual(plain.channels.get('acc_x'))
  })
})
