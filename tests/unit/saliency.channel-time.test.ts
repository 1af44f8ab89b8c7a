import { describe, expect, test } from 'vitest'
import type { PictureRow } from '../../src/inputs/composite/picture.ts'
import { channelTime, onRows, type Places } from '../../src/saliency/channel-time.ts'
import type { FullCam } from '../../src/saliency/full-cam.ts'

/** Only what the map is made of. */
const found = (height: number, width: number, byChannel: Float32Array | null, batch = 1): FullCam => ({
  height,
  width,
  maps: {
    'fullgrad-saliency': { places: new Float32Array(), byChannel },
    signed: { places: new Float32Array(), byChannel },
  },
  logits: new Float32Array(batch),
  totals: new Float64Array(batch),
  terms: [],
})

const PARTS: Places = { kind: 'parts' }
const lit = (map: Float32Array): number[] => [...map.keys()].filter((i) => map[i] === 1)

describe('Full-CAM by channel and clock time', () => {
  test('planes: hour and minute', () => {
    const maps = new Float32Array(24 * 60 * 3)
    maps[(7 * 60 + 30) * 3 + 2] = 4
    const { channels, steps, map } = channelTime(found(24, 60, maps), PARTS)
    expect([channels, steps]).toEqual([3, 1440])
    expect(lit(map)).toEqual([2 * 1440 + 7 * 60 + 30])
  })

  test('seconds: the mean of a minute, of the day that is asked for', () => {
    const day = 86_400 * 2
    const maps = new Float32Array(2 * day)
    maps.fill(9, 0, day)
    for (let second = 0; second < 60; second++) maps[day + (600 + second) * 2] = 1
    for (let second = 0; second < 30; second++) maps[day + (1200 + second) * 2 + 1] = 1
    const { map } = channelTime(found(1, 86_400, maps, 2), PARTS, 'fullgrad-saliency', 1)
    expect(lit(map)).toEqual([10])
    expect(map[1440 + 20]).toBeCloseTo(0.5)
    expect(map.filter((value) => value > 0)).toHaveLength(2)
  })

  test('spectrograms: straight lines between the frames, each at its moment', () => {
    // Frames every 16 of 1,440 minutes: the third is centred on minute 32.
    const maps = new Float32Array(91)
    maps[2] = 1
    const { map } = channelTime(found(1, 91, maps), { kind: 'moments', hop: 16 / 1440 })
    const peak = 1 - 0.5 / 16
    expect(map[31]).toBeCloseTo(1)
    expect(map[32]).toBeCloseTo(1)
    expect(map[24]! * peak).toBeCloseTo(8.5 / 16)
    expect(map[47]! * peak).toBeCloseTo(0.5 / 16)
    expect([map[15], map[48]]).toEqual([0, 0])
  })

  test('the last frame stands for what is after it', () => {
    const maps = new Float32Array(4)
    maps[3] = 1
    // Moments at 0, 0.3, 0.6 and 0.9 of the day.
    const { map } = channelTime(found(1, 4, maps), { kind: 'moments', hop: 0.3 })
    expect(map[1439]).toBe(1)
    expect(map[Math.floor(0.95 * 1440)]).toBe(1)
    expect(map[Math.floor(0.75 * 1440)]).toBeCloseTo(0.5, 2)
  })

  test.each([
    ['minutes', 1440, PARTS],
    ['seconds', 86_400, PARTS],
    ['few steps', 7, PARTS],
    ['frames', 91, { kind: 'moments', hop: 16 / 1440 }],
    ['frames beyond the end', 4, { kind: 'moments', hop: 0.4 }],
  ] as const)('the signed map of %s is spread without loss', (_, positions, places) => {
    const values = Float32Array.from({ length: 2 * positions }, (_, i) => Math.sin(i) * (i % 7))
    const { map } = channelTime(found(1, positions, values), places, 'signed')
    for (const channel of [0, 1]) {
      const own = values.filter((_, i) => i % 2 === channel).reduce((sum, value) => sum + value, 0)
      const spread = map.subarray(channel * 1440, (channel + 1) * 1440).reduce((sum, v) => sum + v, 0)
      expect(spread).toBeCloseTo(own, 1)
    }
    expect(Math.min(...map)).toBeLessThan(0)
  })

  test('nothing to tell apart is refused', () => {
    expect(() => channelTime(found(1, 4, null), PARTS)).toThrow('not split by channel')
    expect(() => channelTime(found(1, 4, null), PARTS, 'pytorch-grad-cam')).toThrow('not asked for')
  })
})

describe('painted into the rows of a picture', () => {
  const row = (channel: PictureRow['channel'], top: number): PictureRow => ({
    channel,
    top,
    bottom: top + 20,
    left: 10,
    right: 90,
    low: 0,
    high: 1,
  })
  const rows = [row('heart_rate', 10), row('light', 40), row('steps', 70)]
  const map = new Float32Array(2 * 8)
  map[0] = 1
  map[8 + 7] = 0.5

  test('each channel at its row, its day from edge to edge', () => {
    const painted = onRows({ channels: 2, steps: 8, map }, ['steps', 'heart_rate'], rows, 100, 100)
    const at = (x: number, y: number) => painted[y * 100 + x]
    expect(at(10, 70)).toBe(1)
    expect(at(19, 89)).toBe(1)
    expect([at(20, 75), at(9, 75), at(15, 69), at(15, 90)]).toEqual([0, 0, 0, 0])
    expect(at(80, 10)).toBe(0.5)
    expect(at(89, 29)).toBe(0.5)
    expect(painted.filter((value) => value === 1)).toHaveLength(200)
    expect(painted.filter((value) => value === 0.5)).toHaveLength(200)
  })

  test('smaller than the picture, a pixel has the mean of its time', () => {
    const painted = onRows({ channels: 2, steps: 8, map }, ['steps', 'heart_rate'], rows, 100, 5)
    // Pixels of 20: the first holds the step from 10 to 20, and what is left of the row.
    expect(painted[4 * 5]).toBe(1)
    expect(painted[3 * 5]).toBe(1)
    expect(painted[3 * 5 + 1]).toBe(0)
    expect(painted[4]).toBe(0.5)
  })
})
