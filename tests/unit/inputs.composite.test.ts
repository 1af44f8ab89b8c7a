import { describe, expect, it } from 'vitest'
import { areaAverage } from '../../src/inputs/composite/area.ts'
import { bilinear } from '../../src/inputs/composite/bilinear.ts'
import { drawLines } from '../../src/inputs/composite/draw.ts'
import { HATCH_GREY } from '../../src/inputs/composite/hatch.ts'
import { layout, SIDE } from '../../src/inputs/composite/layout.ts'
import { autoscale, quantile, quantileRange, recommendedRange } from '../../src/inputs/composite/range.ts'
import { matplotlibPicture } from '../fixtures/composite.ts'
import { pearson } from '../fixtures/pearson.ts'

const golden = (name: string): string => new URL(`../golden/data/composite/${name}`, import.meta.url).pathname

describe('drawLines', () => {
  it('draws what Matplotlib draws', () => {
    const { lines, grey } = matplotlibPicture(golden('user_4-day1'))
    const ours = drawLines(lines, false)
    expect(pearson(ours, grey)).toBeGreaterThan(0.9999)
    let worst = 0
    for (let i = 0; i < grey.length; i++) worst = Math.max(worst, Math.abs(grey[i]! - ours[i]!))
    expect(worst).toBeLessThan(64)
  })

  const [box] = layout(1)
  const flat = (level: number): Float32Array => new Float32Array(86_400).fill(level)
  const row = (pixels: Uint8ClampedArray, x: number): number[] =>
    Array.from({ length: SIDE }, (_, y) => pixels[y * SIDE + x]!)

  it('gives a level line its width in brightness', () => {
    const pixels = drawLines([{ values: flat(1), range: [0, 2], box: box! }], false)
    const sum = row(pixels, 500).reduce((total, grey) => total + grey, 0)
    expect(sum / 255).toBeCloseTo(150 / 72, 1)
  })

  it('shows unknown differently from zero', () => {
    const values = flat(0)
    values.fill(NaN, 0, 43_200)
    const pixels = drawLines([{ values, range: [-0.1, 2], box: box! }], true)
    const [left, right] = [row(pixels, 250), row(pixels, 750)]
    expect(left.filter((grey) => grey === HATCH_GREY).length).toBeGreaterThan(100)
    expect(left.some((grey) => grey > HATCH_GREY)).toBe(false)
    expect(right.filter((grey) => grey > 0).length).toBeLessThan(5)
    expect(Math.max(...right)).toBe(255)
  })

  it('leaves a gap open and a lone sample a dot', () => {
    const values = flat(NaN)
    values[43_200] = 1
    const pixels = drawLines([{ values, range: [0, 2], box: box! }], false)
    expect(Math.max(...row(pixels, 519), ...row(pixels, 520))).toBeGreaterThan(200)
    expect(Math.max(...row(pixels, 500))).toBe(0)
  })

  it('keeps a line inside its row', () => {
    const boxes = layout(5)
    const values = Float32Array.from({ length: 86_400 }, (_, i) => (i % 2 ? 1e6 : -1e6))
    const pixels = drawLines([{ values, range: [0, 1], box: boxes[1]! }], false)
    const lit = row(pixels, 500).flatMap((grey, y) => (grey > 0 ? [y] : []))
    expect(Math.min(...lit)).toBe(Math.round(boxes[1]!.top))
    expect(Math.max(...lit)).toBe(Math.round(boxes[1]!.bottom) - 1)
  })
})

describe('layout', () => {
  it('has the places read off the authors’ pictures', () => {
    expect(layout(5).map(({ top }) => Math.round(10 * top) / 10)).toEqual([15, 207.3, 399.5, 591.8, 784])
    expect(layout(5).at(-1)!.bottom).toBeCloseTo(961.3, 0)
    expect(layout(11).at(-1)!.bottom).toBeCloseTo(961, 5)
  })

  it.each([1, 6, 7, 18])('fits %i rows without overlap', (count) => {
    const boxes = layout(count)
    expect(boxes[0]!.top).toBe(20)
    expect(boxes.at(-1)!.bottom).toBeCloseTo(961, 5)
    for (let i = 1; i < count; i++) expect(boxes[i]!.top - boxes[i - 1]!.bottom).toBeCloseTo(15, 5)
  })
})

describe('ranges', () => {
  const values = Float32Array.from([3, NaN, 1, 2])

  it('takes quantiles linearly', () => {
    expect(quantile([0, 10], 0.25)).toBe(2.5)
    expect(quantileRange(values)[0]).toBeCloseTo(1.0002, 6)
  })

  it('takes the same quantiles as sorting would, ties and unknown values included', () => {
    for (const count of [1, 2, 3, 9999, 10_001, 86_400]) {
      const day = Float32Array.from({ length: count + 7 }, (_, i) => (i % 9 === 8 ? NaN : (i * 7919) % 4001))
      const sorted = day.filter((value) => value === value).sort()
      const [low, high] = [quantile(sorted, 0.0001), quantile(sorted, 0.9999)]
      if (!(high > low)) continue
      expect(quantileRange(day)[0]).toBeCloseTo(low, 6)
      expect(quantileRange(day)[1]).toBeCloseTo(high, 6)
    }
    expect(quantileRange(Float32Array.of(NaN))).toEqual([0, 1])
  })

  it('autoscales by five per cent', () => {
    expect(autoscale(values)).toEqual([0.9, 3.1])
  })

  it.each([
    ['a constant', Float32Array.from([5, 5])],
    ['nothing', Float32Array.from([NaN])],
  ])('has some height for %s', (_, constant) => {
    for (const [low, high] of [
      quantileRange(constant),
      autoscale(constant),
      recommendedRange('steps', constant),
    ])
      expect(high).toBeGreaterThan(low)
  })

  it('gives a class its classes whatever occurs', () => {
    const [low, high] = recommendedRange('posture', Float32Array.from([1, 1]))
    expect(low).toBeLessThan(0)
    expect(high).toBeGreaterThan(3)
  })
})

describe('areaAverage', () => {
  it('halves by means of four', () => {
    expect([...areaAverage([0, 100, 40, 60, 200, 100, 0, 100], 4, 2, 2, 1)]).toEqual([100, 50])
  })

  it('weighs pixels by the part that falls in', () => {
    expect([...areaAverage([0, 90, 180], 3, 1, 2, 1)]).toEqual([30, 150])
  })

  it('keeps the mean of a picture', () => {
    const pixels = Uint8ClampedArray.from({ length: 1e6 }, (_, i) => (i * 7919) % 256)
    const mean = (of: Uint8ClampedArray): number => of.reduce((sum, grey) => sum + grey, 0) / of.length
    expect(mean(areaAverage(pixels, 1000, 1000, 224))).toBeCloseTo(mean(pixels), 0)
  })
})

describe('bilinear', () => {
  it('samples at half-pixel centres and repeats the edge', () => {
    expect([...bilinear([0, 100], 2, 1, 4, 1)]).toEqual([0, 25, 75, 100])
    expect([...bilinear([0, 10, 20, 30, 40, 50, 60, 70], 8, 1, 2, 1)]).toEqual([15, 55])
  })

  it('loses a line that falls between its samples, where the area average keeps it', () => {
    const pixels = new Uint8ClampedArray(1000 * 1000)
    for (let y = 0; y < 1000; y++) pixels[y * 1000 + 500] = 255
    expect(Math.max(...bilinear(pixels, 1000, 1000, 224))).toBe(0)
    expect(Math.max(...areaAverage(pixels, 1000, 1000, 224))).toBeGreaterThan(50)
  })
})
