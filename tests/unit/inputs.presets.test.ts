import { describe, expect, it } from 'vitest'
import { colouredPixels } from '../../src/inputs/composite/coloured.ts'
import { drawPicture, linesOf, networkPixels } from '../../src/inputs/composite/presets.ts'
import { layout } from '../../src/inputs/composite/layout.ts'
import { CHANNEL_SETS } from '../../src/lifelog/channel-sets.ts'
import type { ChannelId } from '../../src/lifelog/channels.ts'
import { knownMask } from '../../src/synchronise/known.ts'
import type { Day } from '../../src/lifelog/day.ts'

const MINUTES = 1440

/** A day of these channels, by the minute. */
function dayOf(values: Partial<Record<ChannelId, (minute: number) => number>>, steps = MINUTES): Day {
  const channels = new Map(
    Object.entries(values).map(([id, of]) => [
      id as ChannelId,
      Float32Array.from({ length: steps }, (_, i) => of((i * MINUTES) / steps)),
    ]),
  )
  const known = new Map([...channels].map(([id, of]) => [id, knownMask(of)]))
  return { channels, known } as unknown as Day
}

const ramp = (minute: number): number => minute / (MINUTES - 1)
const five = CHANNEL_SETS.five
const lineOf = (day: Day, channel: ChannelId, set: readonly ChannelId[], preset: 'paper' | 'notebook') =>
  linesOf(day, set, preset)[set.indexOf(channel)]!

describe('notebook', () => {
  it('scales five rows from lowest to highest and 5 % more', () => {
    expect(lineOf(dayOf({ heart_rate: ramp }), 'heart_rate', five, 'notebook').range[0]).toBeCloseTo(-0.05, 6)
  })

  it('takes quantiles for any other number of rows', () => {
    const { range } = lineOf(dayOf({ heart_rate: ramp }), 'heart_rate', CHANNEL_SETS.eleven, 'notebook')
    expect(range[0]).toBeCloseTo(0.0001, 6)
    expect(range[1]).toBeCloseTo(0.9999, 6)
  })

  it('shows five rows’ activity as moving, still or unknown', () => {
    const { values } = lineOf(dayOf({ activity: (i) => Math.floor(i) % 9 }), 'activity', five, 'notebook')
    expect([...values.subarray(0, 9)]).toEqual([0, 0, 0, 1, 2, 0, NaN, 0, 0])
  })

  it('shows eleven rows’ activity as its codes, most of them above the row', () => {
    const { values, range } = lineOf(
      dayOf({ activity: () => 3 }),
      'activity',
      CHANNEL_SETS.eleven,
      'notebook',
    )
    expect([values[0], ...range]).toEqual([3, 0, 2])
  })

  it('puts the pedometer’s speed in the place of GPS’, unless both are asked for', () => {
    const day = dayOf({ gps_speed: () => 1, pedometer_speed: () => 2 })
    const at = CHANNEL_SETS.eleven.indexOf('gps_speed')
    expect(linesOf(day, CHANNEL_SETS.eleven, 'notebook')[at]).toMatchObject({ channel: 'pedometer_speed' })
    expect(linesOf(day, CHANNEL_SETS.eleven, 'paper')[at]).toMatchObject({ channel: 'gps_speed' })
    const all = linesOf(day, CHANNEL_SETS.eighteen, 'notebook').map(({ channel }) => channel)
    expect(all).toEqual(CHANNEL_SETS.eighteen)
  })

  it('leaves a missing row black, where ours is hatched', () => {
    const lit = (preset: 'notebook' | 'paper' | 'recommended'): boolean => {
      const { pixels } = drawPicture(dayOf({ heart_rate: ramp }), five, preset)
      const { top, bottom } = layout(5)[0]!
      return pixels.subarray(1000 * Math.ceil(top), 1000 * Math.floor(bottom)).some((grey) => grey > 0)
    }
    expect([lit('notebook'), lit('paper'), lit('recommended')]).toEqual([false, false, true])
  })
})

describe('paper', () => {
  it('has three activities and the quantiles of what was known before filling', () => {
    const day = dayOf({ activity: (i) => (i < 700 ? 3 : 7), heart_rate: ramp })
    const { values } = lineOf(day, 'activity', CHANNEL_SETS.seven, 'paper')
    expect([values[0], values[1000]]).toEqual([1, 0])
    // Filled, but without samples of their own: the second half.
    day.known.get('heart_rate')!.fill(0, 90)
    expect(lineOf(day, 'heart_rate', five, 'paper').range[1]).toBeCloseTo(0.5, 2)
    expect(lineOf(day, 'heart_rate', CHANNEL_SETS.seven, 'notebook').range[1]).toBeCloseTo(1, 2)
  })
})

describe('drawPicture', () => {
  it.each([
    [1440, 'by the minute'],
    [86_400, 'by the second'],
  ])('puts %i steps from the row’s left edge to its right, %s', (steps) => {
    const { pixels, rows } = drawPicture(dayOf({ heart_rate: ramp }, steps), ['heart_rate'], 'recommended')
    const row = rows[0]!
    const brightest = (x: number): number => {
      let best = 0
      for (let y = 0; y < 1000; y++) if (pixels[1000 * y + x]! > pixels[1000 * best + x]!) best = y
      return best
    }
    const valueAt = (y: number): number =>
      row.high - ((y - row.top) / (row.bottom - row.top)) * (row.high - row.low)
    for (const share of [0.1, 0.5, 0.9])
      expect(valueAt(brightest(Math.round(row.left + share * (row.right - row.left))))).toBeCloseTo(share, 1)
  })

  it.each([5, 7, 11, 18])('has %i rows, and room for a network of any side', (count) => {
    const set = CHANNEL_SETS[({ 5: 'five', 7: 'seven', 11: 'eleven', 18: 'eighteen' } as const)[count as 5]]
    const picture = drawPicture(dayOf({ heart_rate: ramp }), set, 'paper')
    expect(picture.rows).toHaveLength(count)
    for (const side of [64, 224]) expect(networkPixels(picture, side, 'paper')).toHaveLength(side * side)
  })

  it('is sampled for the notebooks’ presets, averaged for ours', () => {
    const pixels = new Uint8ClampedArray(1e6)
    for (let y = 0; y < 1000; y++) pixels[y * 1000 + 500] = 255
    const picture = { pixels, width: 1000, height: 1000 }
    expect(Math.max(...networkPixels(picture, 224, 'notebook'))).toBe(0)
    expect(Math.max(...networkPixels(picture, 224, 'paper'))).toBe(0)
    expect(Math.max(...networkPixels(picture, 224, 'recommended'))).toBeGreaterThan(50)
  })
})

describe('colouredPixels', () => {
  const SIDE = 100
  const at = (pixels: Uint8ClampedArray, x: number, y: number): number[] => [
    ...pixels.subarray(3 * (y * SIDE + x), 3 * (y * SIDE + x) + 3),
  ]
  // One row, from y 20 to 961 and x 54 to 985.
  const pixelsOf = (of: (minute: number) => number): Uint8ClampedArray =>
    colouredPixels(dayOf({ heart_rate: of }), ['heart_rate'], SIDE)

  it('has the value as green over the whole row, and the line as red', () => {
    const pixels = pixelsOf(ramp)
    for (const y of [10, 50, 90]) {
      expect(at(pixels, 15, y)[1]! / 255).toBeCloseTo(0.14, 1)
      expect(at(pixels, 89, y)[1]! / 255).toBeCloseTo(0.86, 1)
    }
    expect(at(pixels, 52, 10)[0]).toBe(0)
    expect(Math.max(...[45, 46, 47, 48, 49, 50, 51].map((y) => at(pixels, 52, y)[0]!))).toBeGreaterThan(30)
  })

  it('has no blue where nothing is known, little at rest, more where it moves', () => {
    const pixels = pixelsOf((i) => (i < 480 ? NaN : i < 960 ? 0.5 : Math.floor(i) % 2))
    expect(at(pixels, 20, 50)).toEqual([0, 0, 0])
    expect(at(pixels, 52, 30)[2]).toBe(64)
    expect(at(pixels, 85, 50)[2]).toBeGreaterThan(180)
  })

  it('leaves what lies outside the rows black', () => {
    const pixels = pixelsOf(ramp)
    for (const [x, y] of [
      [2, 50],
      [99, 50],
      [50, 0],
      [50, 98],
    ] as const)
      expect(at(pixels, x, y)).toEqual([0, 0, 0])
  })
})
