import { describe, expect, it } from 'vitest'
import type { DayStart } from '../../src/lifelog/day.ts'
import type { Samples } from '../../src/lifelog/samples.ts'
import { Gatherer, type GatheredDay } from '../../src/readers/gather.ts'
import { dateOf } from '../../src/synchronise/wall-clock.ts'

const HOUR = 3_600_000

/** A sample every minute, worth the hours since `from`. */
function hourly(zone: string, from: number, hours: number): Samples {
  const times = Float64Array.from({ length: hours * 60 }, (_, i) => from + i * 60_000)
  const values = Float64Array.from(times, (time) => 30 + (time - from) / HOUR)
  return { participant: 'p', channel: 'heart_rate', unit: 'beats/min', times, values, zone }
}

function gathered(start: DayStart, ...samples: Samples[]): GatheredDay[] {
  const gatherer = new Gatherer(start)
  for (const some of samples) gatherer.add(some, true, 'test')
  return gatherer.take()
}

const at = (day: GatheredDay, hour: number, minute = 0): number =>
  day.channels.get('heart_rate')![hour * 3600 + minute * 60]!

describe('a day of 23 hours', () => {
  // Berlin, 2024-03-31: two o'clock is three o'clock.
  const days = gathered('midnight', hourly('Europe/Berlin', Date.UTC(2024, 2, 30, 23), 23))

  it('keeps its wall clock, and does not know the hour that is missing', () => {
    expect(days.map(({ day }) => dateOf(day))).toEqual(['2024-03-31'])
    const [day] = days
    expect(at(day!, 1, 59)).toBeCloseTo(30 + 119 / 60, 4)
    expect(at(day!, 2)).toBeNaN()
    expect(at(day!, 2, 59)).toBeNaN()
    expect(at(day!, 3)).toBeCloseTo(32, 4)
    expect(at(day!, 23, 59)).toBeCloseTo(30 + 22 + 59 / 60, 4)
  })
})

describe('a day of 25 hours', () => {
  // Berlin, 2024-10-27: the hour from two comes twice.
  const days = gathered('midnight', hourly('Europe/Berlin', Date.UTC(2024, 9, 26, 22), 25))

  it('keeps its wall clock, and of the hour that comes twice the first', () => {
    expect(days.map(({ day }) => dateOf(day))).toEqual(['2024-10-27'])
    const [day] = days
    expect(at(day!, 2, 30)).toBeCloseTo(32.5, 4)
    expect(at(day!, 3)).toBeCloseTo(34, 4)
    expect(at(day!, 23, 59)).toBeCloseTo(30 + 24 + 59 / 60, 4)
  })

  it('is whole in a day from noon as well', () => {
    const [day] = gathered('noon', hourly('Europe/Berlin', Date.UTC(2024, 9, 26, 10), 25))
    expect(dateOf(day!.day)).toBe('2024-10-26')
    // Noon plus 14 hours and a half is half past two.
    expect(at(day!, 14, 30)).toBeCloseTo(44.5, 4)
    expect(at(day!, 23, 59)).toBeCloseTo(30 + 24 + 59 / 60, 4)
  })
})

describe('travel across zones', () => {
  // From Seoul at 18:00 to Berlin, where it is then 11:00 in summer.
  const takeOff = Date.UTC(2024, 6, 1, 9)
  const seoul = hourly('Asia/Seoul', takeOff - 6 * HOUR, 6)
  const berlin = hourly('Europe/Berlin', takeOff + 11 * HOUR, 2)

  it('puts each stretch on the clock its owner looked at', () => {
    const [day, ...rest] = gathered('midnight', seoul, berlin)
    expect(rest).toEqual([])
    expect(at(day!, 12)).toBe(30)
    expect(at(day!, 17, 59)).toBeCloseTo(35 + 59 / 60, 4)
    expect(at(day!, 18)).toBeNaN()
    // Eleven hours later it is 22:00 in Berlin.
    expect(at(day!, 22)).toBe(30)
    expect(day!.zone).toBe('Asia/Seoul')
  })

  it('lets nothing of the second stretch go where both clocks showed the same time', () => {
    const early = hourly('Europe/Berlin', takeOff + HOUR, 4)
    const [day] = gathered('midnight', seoul, early)
    // 12:00 to 15:59 was lived twice; the stretch that came first stays.
    expect(at(day!, 12)).toBe(30)
    expect(at(day!, 15, 59)).toBeCloseTo(33 + 59 / 60, 4)
  })
})

describe('Kathmandu', () => {
  it('is five hours and three quarters ahead, and Lord Howe’s summer half an hour', () => {
    const [day] = gathered('midnight', hourly('Asia/Kathmandu', Date.UTC(2024, 0, 1), 2))
    expect(at(day!, 5, 45)).toBe(30)
    const half = gathered('midnight', hourly('Australia/Lord_Howe', Date.UTC(2024, 9, 5, 13, 30), 23))
    // 2024-10-06: two o'clock is half past two.
    expect(at(half[0]!, 2, 15)).toBeNaN()
    expect(at(half[0]!, 2, 30)).toBeCloseTo(32, 4)
  })
})
