import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { logPower, spectrogramOf } from '../../src/inputs/spectrogram/encode.ts'
import { spectrogramPicture } from '../../src/inputs/spectrogram/picture.ts'
import { stft } from '../../src/inputs/spectrogram/stft.ts'
import { spectrogramDefaults, spectrogramWindows, windowed } from '../../src/inputs/spectrogram/windows.ts'
import { MINUTE_RATE } from '../../src/lifelog/day.ts'
import { readSafetensors } from '../../src/network/weights/safetensors.ts'
import { Random } from '../../src/training/random.ts'
import { judgeStft } from '../golden/judge-stft.ts'

const wave = (steps: number, cycles: number, window: number, height = 1): Float32Array =>
  Float32Array.from({ length: steps }, (_, i) => height * Math.cos((2 * Math.PI * cycles * i) / window))

function noise(steps: number, deviation: number): Float32Array {
  const random = new Random(5)
  return Float32Array.from({ length: steps }, () => deviation * random.normal())
}

const loudest = (values: Float32Array): number => values.indexOf(Math.max(...values))

describe('short-time Fourier transform', () => {
  test('is torch.stft', () => {
    const bytes = new Uint8Array(readFileSync('tests/golden/data/stft-seed1.safetensors'))
    const [quantity] = [...judgeStft('stft', readSafetensors(bytes))]
    expect(quantity).toMatchObject({ verdict: 'pass' })
    expect(quantity?.error).toBeGreaterThan(0)
  })

  test.each([
    [64, 16, 5],
    [32, 20, 3],
    [8, 3, 1],
  ])(
    'window %i, hop %i: a wave of %i cycles stands in its bin, a quarter as high as the window',
    (window, hop, cycles) => {
      const steps = 10 * window
      const { frames, bins, values } = stft(wave(steps, cycles, window, 2), { window, hop })
      expect([frames, bins]).toEqual([Math.floor(steps / hop) + 1, window / 2 + 1])
      // In the middle nothing is mirrored.
      const frame = Math.floor(frames / 2)
      const one = values.subarray(frame * bins, (frame + 1) * bins)
      expect(loudest(one)).toBe(cycles)
      // 2 cos is two bins of height 1, and half of the window's height is its mean.
      expect(one[cycles]).toBeCloseTo(window / 2, 3)
    },
  )

  test.each([
    [100, 10, 'no power of two'],
    [1, 1, 'no power of two'],
    [64, 0, 'hop of 0'],
    [64, 1.5, 'hop of 1.5'],
    [256, 64, '128 steps are too few for a window of 256'],
  ])('window %i, hop %d is refused', (window, hop, words) => {
    expect(() => stft(new Float32Array(128), { window, hop })).toThrow(words)
  })
})

describe('the log power of a channel', () => {
  const options = { window: 64, hop: 16 }

  test('of noise is its variance, whatever its mean', () => {
    const values = noise(20_000, 3).map((value) => value + 70)
    const { bins, values: powers } = logPower(values, options)
    const middle = powers.filter((_, i) => i % bins > 2 && i % bins < bins - 2)
    const mean = middle.reduce((sum, value) => sum + Math.exp(value), 0) / middle.length
    expect(mean).toBeGreaterThan(8)
    expect(mean).toBeLessThan(10)
  })

  test('of a channel that stands still is the floor', () => {
    const { values } = logPower(new Float32Array(1440).fill(60), options)
    expect(Math.max(...values)).toBeCloseTo(Math.log(1e-6), 3)
  })

  test('is unknown exactly in the windows without a known step', () => {
    const values = new Float32Array(1440).fill(NaN)
    values.fill(1, 480, 600)
    values[500] = 5
    const { frames, bins, values: powers } = logPower(values, options)
    for (let frame = 0; frame < frames; frame++) {
      const centre = frame * 16
      const seen = centre + 32 > 480 && centre - 32 < 600
      const own = [...powers.subarray(frame * bins, (frame + 1) * bins)]
      expect(
        own.every((value) => Number.isNaN(value) === !seen),
        `frame ${frame}`,
      ).toBe(true)
    }
  })
})

test('windows to choose from have the usual one in their middle, and hops in proportion', () => {
  expect(spectrogramWindows(1)).toEqual([64, 128, 256, 512, 1024])
  expect(spectrogramWindows(1).map((window) => windowed(1, window).hop)).toEqual([32, 64, 128, 256, 512])
  expect(spectrogramWindows(MINUTE_RATE)).toEqual([16, 32, 64, 128, 256])
  for (const rate of [1, MINUTE_RATE] as const)
    expect(windowed(rate, spectrogramDefaults(rate).window)).toEqual(spectrogramDefaults(rate))
})

describe('the spectrogram of a day', () => {
  test('holds its channels one after another in each frame', () => {
    const channels = [noise(1440, 1), undefined, wave(1440, 9, 64)]
    const { frames, bins, values } = spectrogramOf(channels, MINUTE_RATE)
    expect([frames, bins, values.length]).toEqual([91, 33, 91 * 3 * 33])
    const frame = values.subarray(40 * 3 * bins, 41 * 3 * bins)
    expect(frame.subarray(bins, 2 * bins).every(Number.isNaN)).toBe(true)
    expect(loudest(frame.subarray(2 * bins))).toBe(9)
    const alone = logPower(channels[0]!, spectrogramDefaults(MINUTE_RATE)).values
    expect(frame.subarray(0, bins)).toEqual(alone.subarray(40 * bins, 41 * bins))
  })

  test('of seconds has 676 frames of 129 bins', () => {
    expect(spectrogramOf([noise(86_400, 1)], 1)).toMatchObject({ frames: 676, bins: 129 })
  })

  test('of channels of different lengths is refused, and so is one of none', () => {
    expect(() => spectrogramOf([new Float32Array(1440), new Float32Array(1441)], MINUTE_RATE)).toThrow('1441')
    expect(() => spectrogramOf([undefined], MINUTE_RATE)).toThrow(RangeError)
  })
})

describe('the picture of a spectrogram', () => {
  const values = Float32Array.from([0, 1, 2, NaN, NaN, NaN])

  test('has time to the right, low frequencies at the bottom, and nothing where nothing is known', () => {
    const pixels = spectrogramPicture({ frames: 2, bins: 3, values }, 'grey')
    const [red, alpha] = [0, 3].map((k) => Array.from({ length: 6 }, (_, i) => pixels[4 * i + k]))
    expect(red).toEqual([255, 0, 128, 0, 0, 0])
    expect(alpha).toEqual([255, 0, 255, 0, 255, 0])
  })

  test('is coloured from dark to light, and black where all is alike', () => {
    const pixels = spectrogramPicture({ frames: 2, bins: 3, values })
    expect([...pixels.subarray(0, 4)]).toEqual([252, 255, 164, 255])
    const flat = spectrogramPicture({ frames: 1, bins: 2, values: new Float32Array(2) }, 'grey')
    expect([...flat]).toEqual([0, 0, 0, 255, 0, 0, 0, 255])
  })
})
