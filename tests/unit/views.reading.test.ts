import { describe, expect, it } from 'vitest'
import { SECONDS_A_DAY, type Day } from '../../src/lifelog/day.ts'
import { clockAt, cursorAt, movedBy, placeOf, readingAt } from '../../src/views/day/cursor.ts'
import { readingWords, valueOf } from '../../src/views/day/reading-words.ts'
import { wholeDay, forgetWholeDays } from '../../src/views/day/whole-day.ts'
import { scaled, seriesOf, shifted, summaryOf, WHOLE_DAY, within } from '../../src/views/day/zoom.ts'

const row = (top: number) =>
  ({ channel: 'steps', top, bottom: top + 100, left: 100, right: 900, low: 0, high: 4 }) as const
const picture = { width: 1000, height: 1000, rows: [row(0), row(200), row(400)] }
const press = (key: string, shiftKey = false) => ({ key, shiftKey })

/** Heart rate 60 at the first second, 61 at the next …; known every other second, nothing from second 1000 on. */
function dayOf(): Pick<Day, 'channels' | 'known' | 'start'> {
  const values = Float32Array.from({ length: SECONDS_A_DAY }, (_, i) => (i < 1000 ? 60 + i : NaN))
  const known = new Uint8Array(SECONDS_A_DAY / 8).fill(0b01010101)
  return {
    channels: new Map([['heart_rate', values]]),
    known: new Map([['heart_rate', known]]),
    start: 'noon',
  }
}

describe('the cursor in a picture', () => {
  it('finds the second and the nearest row under the pointer', () => {
    expect(cursorAt(picture, 0.1, 0.05)).toEqual({ row: 0, second: 0 })
    expect(cursorAt(picture, 0.9, 0.99)).toEqual({ row: 2, second: 86_399 })
    expect(cursorAt(picture, 0.5, 0.16)?.row).toBe(1)
    expect(cursorAt(picture, 0.5, 0.14)?.row).toBe(0)
    expect(cursorAt(picture, 0.05, 0.5)).toBeNull()
  })

  it('stands where it was found', () => {
    for (const x of [0.1, 0.31, 0.9])
      expect(placeOf(picture, cursorAt(picture, x, 0)!.second)).toBeCloseTo(x, 4)
  })

  it('moves by the keyboard, and stays in the day', () => {
    const at = { row: 1, second: 3600 }
    const to = (key: string, shift = false) => movedBy(at, press(key, shift), 3)
    expect(to('ArrowRight')).toEqual({ row: 1, second: 3660 })
    expect(to('ArrowLeft', true)).toEqual({ row: 1, second: 3599 })
    expect(to('PageUp')).toEqual({ row: 1, second: 0 })
    expect(to('PageDown')).toEqual({ row: 1, second: 7200 })
    expect(to('End')).toEqual({ row: 1, second: 86_399 })
    expect(to('Home')).toEqual({ row: 1, second: 0 })
    expect(to('ArrowDown')).toEqual({ row: 2, second: 3600 })
    expect(movedBy({ row: 2, second: 0 }, press('ArrowDown'), 3)).toEqual({ row: 2, second: 0 })
    expect(movedBy({ row: 0, second: 30 }, press('ArrowLeft'), 3)).toEqual({ row: 0, second: 0 })
    expect(to('Tab')).toBeNull()
  })
})

describe('what a channel holds', () => {
  it('says clock time, value and unit, and what is filled or unknown', () => {
    const words = (second: number) => readingWords(readingAt(dayOf(), 'heart_rate', second))
    expect(words(2)).toBe('Heart rate, 12:00:02: 62 beats/min')
    expect(words(3)).toBe('Heart rate, 12:00:03: 63 beats/min, filled in')
    expect(words(5000)).toBe('Heart rate, 13:23:20: not known')
    expect(readingAt(dayOf(), 'steps', 5).value).toBeNull()
  })

  it('names a class by its number, and a place by enough digits', () => {
    expect(valueOf('activity', 3)).toBe('class 3')
    expect(valueOf('latitude', 37.123456)).toBe('37.123 °')
  })

  it('reads the clock around midnight', () => {
    expect([clockAt(0, 'midnight'), clockAt(43_199, 'noon'), clockAt(43_200, 'noon')]).toEqual([
      '00:00:00',
      '23:59:59',
      '00:00:00',
    ])
  })
})

describe('a closer look', () => {
  it('halves and doubles about the middle, down to ten seconds, never beyond the day', () => {
    expect(scaled({ from: 1000, to: 2000 }, 0.5)).toEqual({ from: 1250, to: 1750 })
    expect(scaled({ from: 100, to: 112 }, 0.1)).toEqual({ from: 101, to: 111 })
    expect(scaled({ from: 0, to: 80_000 }, 2)).toEqual(WHOLE_DAY)
    expect(shifted({ from: 100, to: 300 }, -1)).toEqual({ from: 0, to: 200 })
    expect(shifted({ from: 86_000, to: 86_200 }, 5)).toEqual({ from: 86_200, to: 86_400 })
    expect(within(-50, 50)).toEqual({ from: 0, to: 100 })
  })

  it('has a chart’s gap where nothing is known', () => {
    const [xs, ys] = seriesOf(dayOf(), 'heart_rate')
    expect([xs[999], ys[999], ys[1000]]).toEqual([999, 1059, null])
    const minutes = new Map([['steps', new Float32Array(1440)]] as const)
    expect(seriesOf({ channels: minutes }, 'steps')[0][1]).toBe(60)
  })

  it('says what a stretch holds', () => {
    expect(summaryOf(dayOf(), 'heart_rate', { from: 990, to: 1010 })).toEqual({
      low: 1050,
      high: 1059,
      mean: 1054.5,
      known: 0.5,
    })
    expect(summaryOf(dayOf(), 'heart_rate', { from: 2000, to: 3000 })).toBeNull()
  })
})

describe('the days that are looked at', () => {
  it('are read once, two of them, and anew after a failure', async () => {
    const asked: string[] = []
    const read = (id: string): Promise<Day | undefined> => {
      asked.push(id)
      return id === 'bad' ? Promise.reject(new Error('gone')) : Promise.resolve({ id } as Day)
    }
    for (const id of ['a', 'b', 'a', 'b']) expect((await wholeDay(id, read))?.id).toBe(id)
    expect(asked).toEqual(['a', 'b'])
    await wholeDay('c', read)
    await wholeDay('a', read)
    expect(asked).toEqual(['a', 'b', 'c', 'a'])
    await expect(wholeDay('bad', read)).rejects.toThrow('gone')
    await expect(wholeDay('bad', read)).rejects.toThrow('gone')
    forgetWholeDays()
  })
})
