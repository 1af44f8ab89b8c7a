import { describe, expect, it } from 'vitest'
import { layout, SIDE } from '../../src/inputs/composite/layout.ts'
import type { PictureRow } from '../../src/inputs/composite/picture.ts'
import { CHANNEL_SETS } from '../../src/lifelog/channel-sets.ts'
import { MINUTE_RATE } from '../../src/lifelog/day.ts'
import { onRows } from '../../src/saliency/channel-time.ts'
import { fromPicture } from '../../src/saliency/from-picture.ts'
import { placesOf, splitOf } from '../../src/saliency/split.ts'

const NETWORK_SIDE = 112

/** A map that is 1 in one row of five from ten to eleven o'clock, 0 elsewhere. */
function hotMap(row: number): Float32Array {
  const map = new Float32Array(NETWORK_SIDE ** 2)
  const { left, right, top, bottom } = layout(5)[row]!
  const at = (pixel: number): number => Math.round((pixel * NETWORK_SIDE) / SIDE)
  const x = (hour: number): number => at(left + (hour / 24) * (right - left))
  for (let y = at(top); y < at(bottom); y++) map.fill(1, y * NETWORK_SIDE + x(10), y * NETWORK_SIDE + x(11))
  return map
}

describe('the map of a picture', () => {
  const heat = fromPicture(hotMap(3), NETWORK_SIDE, 5)

  it('is given back to sensor and clock time', () => {
    const at = (channel: number, minute: number) => heat.map[channel * heat.steps + minute]
    expect(at(3, 10 * 60 + 30)).toBe(1)
    expect(at(3, 9 * 60)).toBe(0)
    expect(at(3, 12 * 60)).toBe(0)
    for (const channel of [0, 1, 2, 4]) expect(at(channel, 10 * 60 + 30)).toBe(0)
  })

  it('lies over the same sensor and hour of a picture with other rows', () => {
    // The heart is the fourth of five rows, and here the first of two; the second is not in the map.
    const rows = layout(2).map((box, i): PictureRow => ({
      ...box,
      channel: i === 0 ? 'heart_rate' : 'light',
      low: 0,
      high: 1,
    }))
    const painted = onRows(heat, CHANNEL_SETS.five, rows, SIDE, 224)
    const value = (hour: number, row: number): number => {
      const { left, right, top, bottom } = rows[row]!
      const x = Math.floor(((left + (hour / 24) * (right - left)) * 224) / SIDE)
      return painted[Math.floor((((top + bottom) / 2) * 224) / SIDE) * 224 + x] ?? NaN
    }
    expect(value(10.5, 0)).toBeCloseTo(1, 1)
    expect(value(14, 0)).toBe(0)
    expect(value(10.5, 1)).toBe(0)
  })
})

describe('which channel a number is of', () => {
  it('is told for values and for what is known of them', () => {
    const planes = { input: 'planes', channels: ['acc_x', 'steps'], rate: 1 } as const
    expect(splitOf(planes)).toEqual({ count: 2, ofInput: [0, 0, 1, 0, 0, 1], branched: false })
    const raw = { input: 'raw', channels: ['acc_x', 'steps'], rate: MINUTE_RATE } as const
    expect(splitOf(raw)).toEqual({ count: 2, ofInput: [0, 1, 0, 1], branched: false })
    expect(placesOf(raw)).toEqual({ kind: 'parts' })
  })

  it('is a branch in spectrograms, whose moments are a hop apart', () => {
    const rate = MINUTE_RATE
    const encoding = { input: 'spectrogram', channels: ['acc_x', 'steps'], rate, window: 4, hop: 16 } as const
    expect(splitOf(encoding)).toEqual({ count: 2, ofInput: [0, 0, 0, 1, 1, 1], branched: true })
    expect(placesOf(encoding)).toEqual({ kind: 'moments', hop: 16 / 1440 })
  })
})
