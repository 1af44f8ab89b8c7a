import { describe, expect, it } from 'vitest'
import { channelAt, TooCoarse } from '../../src/inputs/at-rate.ts'
import { changed } from '../../src/inputs/augment.ts'
import { channelsOfDepth } from '../../src/inputs/channel-of.ts'
import { encode } from '../../src/inputs/encode.ts'
import { encodingOf, INPUTS, type InputChoice } from '../../src/inputs/encoding.ts'
import { hourMeans } from '../../src/inputs/hour-means.ts'
import { inputSizeOf } from '../../src/inputs/input-size.ts'
import { planesIn, planesOf } from '../../src/inputs/planes.ts'
import { seenImages } from '../../src/inputs/seen.ts'
import { CHANNEL_SETS } from '../../src/lifelog/channel-sets.ts'
import { SAMPLE_SET, type ChannelId } from '../../src/lifelog/channels.ts'
import { MINUTE_RATE, type Day, type Rate } from '../../src/lifelog/day.ts'
import { knownMask } from '../../src/synchronise/known.ts'
import { Random } from '../../src/training/random.ts'

function day(channels: Partial<Record<ChannelId, Float32Array>>, rate: Rate = 1): Day {
  const values = new Map(Object.entries(channels) as [ChannelId, Float32Array][])
  return {
    id: 'a/2024-01-01/midnight',
    participant: 'a',
    date: '2024-01-01',
    dateKnown: true,
    start: 'midnight',
    zone: 'UTC',
    rate,
    channels: values,
    known: new Map([...values].map(([id, v]) => [id, knownMask(v)])),
    coverage: new Map(),
    measures: {},
    source: 'test',
  }
}

const seconds = (value: (second: number) => number): Float32Array =>
  Float32Array.from({ length: 86_400 }, (_, i) => value(i))

const choice = (more: Partial<InputChoice> = {}): InputChoice => ({
  input: 'picture',
  style: 'recommended',
  channels: 'own',
  rate: 1,
  side: 32,
  ...more,
})

describe('what a network is shown', () => {
  const own = ['heart_rate', 'steps', 'acc_x'] as const
  const whole = day({
    heart_rate: seconds((s) => (s < 600 ? NaN : 60 + (s % 60))),
    steps: seconds((s) => (s % 60 === 0 ? 12 : NaN)),
    acc_x: seconds((s) => (s % 2 === 0 ? 1 : -1)),
  })

  it.each(INPUTS.flatMap((input) => [1, MINUTE_RATE].map((rate) => [input, rate] as [typeof input, Rate])))(
    'has the size that is forecast: %s at %s',
    (input, rate) => {
      const encoding = encodingOf(choice({ input, rate }), own)
      const { height, width, depth, values } = encode(whole, encoding)
      const { channels, ...size } = inputSizeOf(encoding)
      expect({ height, width }).toEqual(size)
      expect(values).toHaveLength(height * width * depth)
      expect(channels).toBe({ picture: 3, planes: 2 * depth, raw: 2 * depth, spectrogram: depth }[input])
    },
  )

  it.each(['five', 'seven', 'eleven', 'elevenExtended', 'eighteen'] as const)(
    'is any of the paper’s sets: %s',
    (channels) => {
      for (const input of INPUTS) {
        const encoding = encodingOf(choice({ input, channels, rate: MINUTE_RATE }), own)
        expect(encoding.channels).toEqual(CHANNEL_SETS[channels])
        expect(encode(whole, encoding).values.length).toBeGreaterThan(0)
      }
    },
  )

  it('takes counts for acceleration and posture for activity where the days have only these', () => {
    const { channels } = encodingOf(choice({ channels: 'five' }), SAMPLE_SET)
    expect(channels).toEqual(['counts_x', 'counts_y', 'counts_z', 'heart_rate', 'posture'])
  })

  it('cannot be finer than the day is kept', () => {
    const coarse = day({ heart_rate: new Float32Array(1440).fill(60) }, MINUTE_RATE)
    for (const input of INPUTS) {
      expect(() => encode(coarse, encodingOf(choice({ input }), own))).toThrow(TooCoarse)
      expect(() => encode(coarse, encodingOf(choice({ input, rate: MINUTE_RATE }), own))).not.toThrow()
    }
  })
})

describe('planes', () => {
  it('have the hour as row and the minute as column, levels around the day’s median', () => {
    const level = seconds((s) => 100 + Math.floor(s / 3600))
    const encoding = { input: 'planes', channels: ['heart_rate', 'steps'], rate: MINUTE_RATE } as const
    const { values, depth } = planesOf(day({ heart_rate: level }), encoding)
    expect(depth).toBe(2)
    expect(values[(5 * 60 + 30) * depth]).toBeCloseTo(5 - 11.5)
    expect(values[(5 * 60 + 30) * depth + 1]).toBeNaN()
  })

  it('of accelerations by the second come with their movement', () => {
    const encoding = { input: 'planes', channels: ['acc_x', 'heart_rate'], rate: 1 } as const
    expect(planesIn(encoding).map(({ of }) => of)).toEqual(['minute', 'movement', 'minute'])
    expect(channelsOfDepth(encoding)).toEqual([0, 0, 1])
    const shaking = seconds((s) => (s < 60 ? 0 : s % 2 === 0 ? 3 : -3))
    const { values } = planesOf(day({ acc_x: shaking }), encoding)
    expect(values[1]).toBeCloseTo(Math.log(1e-3), 5)
    expect(values[4]).toBeCloseTo(Math.log(3.001), 5)
  })
})

describe('minutes of a day kept by the second', () => {
  it('sum counts of their own samples, not of what was filled between', () => {
    const filled = day({ steps: seconds(() => 12) })
    filled.known.set('steps', knownMask(seconds((s) => (s % 60 === 0 ? 12 : NaN))))
    expect(channelAt(filled, 'steps', MINUTE_RATE)[7]).toBe(12)
  })

  it('become hourly means, unknown where an hour is', () => {
    const means = hourMeans(day({ heart_rate: seconds((s) => (s < 3600 ? NaN : s < 7200 ? 70 : 80)) }), [
      'heart_rate',
      'light',
    ])
    expect([...means.subarray(0, 3)]).toEqual([NaN, 70, 80])
    expect(means[24]).toBeNaN()
  })
})

describe('a changed training day', () => {
  const encoding = { input: 'raw', channels: ['heart_rate', 'steps'], rate: MINUTE_RATE } as const
  const plain = {
    height: 1,
    width: 1440,
    depth: 2,
    values: Float32Array.from({ length: 2880 }, (_, i) => (i % 2 === 0 ? 60 : i < 288 ? NaN : 5)),
  }

  it('is another one each time, and the same by the same seed', () => {
    const one = changed(plain, encoding, [4, 1], new Random(1))
    expect(changed(plain, encoding, [4, 1], new Random(1))).toEqual(one)
    expect(changed(plain, encoding, [4, 1], new Random(2))).not.toEqual(one)
  })

  it('never knows more, is noisy by the deviation, and leaves channels and stretches out', () => {
    let [channelsOut, stretches, days] = [0, 0, 0]
    for (let seed = 0; seed < 200; seed++) {
      const values = Float32Array.from(changed(plain, encoding, [4, 1], new Random(seed)).values)
      const heart = values.filter((_, i) => i % 2 === 0)
      const known = heart.filter((value) => value === value)
      days++
      if (known.length === 0) channelsOut++
      else if (known.length < 1440) stretches++
      if (known.length > 0) {
        const spread = Math.sqrt(known.reduce((sum, v) => sum + (v - 60) ** 2, 0) / known.length)
        expect(spread).toBeGreaterThan(1)
        expect(spread).toBeLessThan(1.4)
      }
      expect(values.subarray(0, 288).filter((v, i) => i % 2 === 1 && v === v)).toHaveLength(0)
    }
    expect(channelsOut / days).toBeGreaterThan(0.08)
    expect(channelsOut / days).toBeLessThan(0.25)
    expect(stretches / days).toBeGreaterThan(0.3)
  })

  it('of a picture keeps its size', () => {
    const picture = {
      input: 'picture',
      style: 'recommended',
      side: 32,
      channels: ['steps'],
      rate: 1,
    } as const
    const pixels = { height: 32, width: 32, depth: 1, values: new Uint8ClampedArray(1024).fill(90) }
    const { values } = changed(pixels, picture, [1], new Random(3))
    expect(values).toBeInstanceOf(Uint8ClampedArray)
    expect(values).toHaveLength(1024)
    expect(pixels.values.every((grey) => grey === 90)).toBe(true)
  })
})

describe('a day as a network is shown it, for people', () => {
  it('is a grey or a coloured picture', () => {
    const at = { input: 'picture', style: 'recommended', side: 2, channels: ['steps'], rate: 1 } as const
    const grey = { height: 2, width: 1, depth: 1, values: Uint8ClampedArray.of(0, 200) }
    expect([...(seenImages(grey, at)[0]?.rgba ?? [])]).toEqual([0, 0, 0, 255, 200, 200, 200, 255])
    const coloured = { height: 1, width: 1, depth: 3, values: Uint8ClampedArray.of(1, 2, 3) }
    expect([...(seenImages(coloured, at)[0]?.rgba ?? [])]).toEqual([1, 2, 3, 255])
  })

  it('is an image a plane, each over its own range, see-through where nothing is known', () => {
    const at = { input: 'planes', channels: ['acc_x'], rate: 1 } as const
    const values = Float32Array.of(-2, 5, 0, NaN, 2, 7)
    const [mean, movement] = seenImages({ height: 1, width: 3, depth: 2, values }, at)
    expect([...mean!.rgba]).toEqual([0, 0, 0, 255, 128, 128, 128, 255, 255, 255, 255, 255])
    expect([...movement!.rgba]).toEqual([0, 0, 0, 255, 0, 0, 0, 0, 255, 255, 255, 255])
    expect([mean!.movement, movement!.movement]).toEqual([false, true])
  })
})
