import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coverageOf } from '../../src/synchronise/coverage.ts'
import { fillHeld, fillLinear } from '../../src/synchronise/fill.ts'
import { knownMask, onlyKnown } from '../../src/synchronise/known.ts'
import { nearestSecond } from '../../src/synchronise/nearest-second.ts'
import {
  nearestWithoutLimit,
  stepAtMidpoints,
  synchroniseAsNotebook,
} from '../../src/synchronise/notebook.ts'
import { fillGaps, fillingOf, NOTEBOOK, PAPER, RECOMMENDED } from '../../src/synchronise/preset.ts'
import { dateOf, dayNumber, startOfDay, WallClock } from '../../src/synchronise/wall-clock.ts'

const _ = NaN

describe('nearestSecond', () => {
  it('serves both seconds a sample lies half-way between', () => {
    expect([...nearestSecond([1.5], [7], 4)]).toEqual([_, 7, 7, _])
  })

  it('gives a tie to the earlier sample, whichever comes first', () => {
    expect(nearestSecond([0.75, 1.25], [1, 2], 2)[1]).toBe(1)
    expect(nearestSecond([1.25, 0.75], [2, 1], 2)[1]).toBe(1)
  })

  it('keeps the first of two samples at one instant', () => {
    expect(nearestSecond([1, 1], [1, 2], 2)[1]).toBe(1)
  })

  it('lets no unknown value take a second', () => {
    expect(nearestSecond([1, 1.1], [_, 2], 2)[1]).toBe(2)
  })

  it('agrees with looking at every sample for every second', () => {
    const samples = fc.array(fc.tuple(fc.integer({ min: -80, max: 880 }), fc.integer({ min: 0, max: 9 })))
    fc.assert(
      fc.property(samples, (drawn) => {
        const times = drawn.map(([t]) => t / 80)
        const values = drawn.map(([, value]) => value)
        const day = nearestSecond(times, values, 10)
        for (let second = 0; second < 10; second++) {
          const near = times
            .map((time, i) => ({ time, i, far: Math.abs(Math.fround(time - second)) }))
            .filter(({ far }) => far <= 0.5)
            .sort((a, b) => a.far - b.far || a.time - b.time || a.i - b.i)[0]
          expect(day[second]).toBe(near ? values[near.i] : _)
        }
      }),
    )
  })
})

describe('filling', () => {
  const known = Float32Array.from([_, 2, _, _, 8, _, 6, _])

  it('draws straight lines inside and leaves the edges', () => {
    expect([...fillLinear(known)]).toEqual([_, 2, 4, 6, 8, 7, 6, _])
  })

  it('holds classes', () => {
    expect([...fillHeld(known)]).toEqual([_, 2, 2, 2, 8, 8, 6, _])
    expect(fillGaps(known, 'class', PAPER)).toEqual(fillHeld(known))
    expect(fillGaps(known, 'count', PAPER)).toEqual(fillLinear(known))
  })

  it('leaves gaps longer than allowed open', () => {
    expect([...fillLinear(known, 1)]).toEqual([_, 2, _, _, 8, 7, 6, _])
  })

  it('closes half an hour and no more in the recommended preset', () => {
    const gap = (seconds: number): Float32Array => {
      const day = new Float32Array(seconds + 2).fill(_)
      day[0] = day[seconds + 1] = 1
      return fillGaps(day, 'level', RECOMMENDED)
    }
    expect(gap(1800).some(Number.isNaN)).toBe(false)
    expect(gap(1801).filter(Number.isNaN).length).toBe(1801)
  })

  it('measures coverage on both sides of it', () => {
    expect(coverageOf(known, fillLinear(known))).toEqual({ before: 3 / 8, after: 6 / 8 })
  })

  it('can be undone', () => {
    const value = fc.oneof(fc.constant(_), fc.integer({ min: -9, max: 9 }))
    fc.assert(
      fc.property(fc.array(value), (values) => {
        const day = Float32Array.from(values)
        expect(onlyKnown(fillLinear(day), knownMask(day))).toEqual(day)
      }),
    )
  })
})

describe('the presets', () => {
  it('take a longest gap in the recommended one alone', () => {
    expect(fillingOf('recommended', 600)).toEqual({ longestGap: 600 })
    expect(fillingOf('paper', 600)).toBe(PAPER)
    expect(fillingOf('notebook', 600)).toBe(NOTEBOOK)
  })

  it('step half-way and hold the last sample in the notebooks, classes and levels alike', () => {
    const known = Float32Array.from([_, 2, _, _, _, 8, _, _, 6, _])
    const expected = [_, 2, 2, 8, 8, 8, 8, 6, 6, 6]
    expect([...fillGaps(known, 'level', NOTEBOOK)]).toEqual(expected)
    expect([...fillGaps(known, 'class', NOTEBOOK)]).toEqual(expected)
    expect(known[9]).toBeNaN()
  })

  it('give what the notebooks give of samples on whole seconds', () => {
    const drawn = fc.uniqueArray(fc.nat(79), { minLength: 1 })
    fc.assert(
      fc.property(drawn, (seconds) => {
        const times = [...seconds].sort((a, b) => a - b)
        const values = times.map((_time, i) => i)
        const known = nearestSecond(times, values, 80)
        expect(stepAtMidpoints(known).slice(times[0], times.at(-1)! + 1)).toEqual(
          nearestWithoutLimit(times, values, 80).slice(times[0], times.at(-1)! + 1),
        )
        expect(fillGaps(known, 'level', NOTEBOOK)).toEqual(synchroniseAsNotebook(times, values, 80))
      }),
    )
  })
})

describe('steps between kept seconds', () => {
  it('come within a second of those between the samples, before the second of the last', () => {
    const drawn = fc.uniqueArray(fc.integer({ min: 0, max: 39 }), { minLength: 1 })
    const shifts = fc.array(fc.integer({ min: -49, max: 49 }), { minLength: 40, maxLength: 40 })
    fc.assert(
      fc.property(drawn, shifts, (places, off) => {
        const times = [...places].sort((a, b) => a - b).map((place) => 1 + 2 * place + off[place]! / 100)
        const values = times.map((_time, i) => i)
        const stepped = fillGaps(nearestSecond(times, values, 81), 'level', NOTEBOOK)
        const exact = synchroniseAsNotebook(times, values, 81)
        for (let i = Math.ceil(times[0]!) + 1; i < Math.floor(times.at(-1)!); i++)
          expect([exact[i - 1], exact[i], exact[i + 1]]).toContain(stepped[i])
      }),
    )
  })
})

describe('the wall clock', () => {
  it('shows Seoul nine hours ahead', () => {
    const wall = new WallClock('Asia/Seoul').wall(Date.UTC(2023, 8, 1, 20, 30, 0))
    expect(new Date(wall).toISOString()).toBe('2023-09-02T05:30:00.000Z')
  })

  it('skips an hour in spring and repeats one in autumn', () => {
    const berlin = new WallClock('Europe/Berlin')
    const hours = (from: number): number[] =>
      [0, 1, 2, 3].map((h) => new Date(berlin.wall(from + h * 3_600_000)).getUTCHours())
    expect(hours(Date.UTC(2024, 2, 31, 0))).toEqual([1, 3, 4, 5])
    expect(hours(Date.UTC(2024, 9, 27, 0))).toEqual([2, 2, 3, 4])
  })

  it('starts days at noon or midnight', () => {
    const evening = Date.UTC(2024, 0, 5, 23, 0)
    const morning = Date.UTC(2024, 0, 6, 7, 0)
    expect(dateOf(dayNumber(evening, 'noon'))).toBe('2024-01-05')
    expect(dateOf(dayNumber(morning, 'noon'))).toBe('2024-01-05')
    expect(dateOf(dayNumber(morning, 'midnight'))).toBe('2024-01-06')
    expect(startOfDay(dayNumber(morning, 'noon'), 'noon')).toBe(Date.UTC(2024, 0, 5, 12))
  })

  it('refuses a zone that does not exist', () => {
    expect(() => new WallClock('Mars/Olympus')).toThrow(RangeError)
  })
})
