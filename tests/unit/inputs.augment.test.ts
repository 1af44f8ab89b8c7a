import { describe, expect, it } from 'vitest'
import {
  augmented,
  NOTEBOOK_AUGMENTATION,
  RECOMMENDED_AUGMENTATION,
  type Augmentation,
} from '../../src/inputs/composite/augment.ts'
import { filtered, gaussianKernel, sharpeningKernel } from '../../src/inputs/composite/filters.ts'
import { Random } from '../../src/training/random.ts'

const NONE: Augmentation = { noise: 0, filter: 0, strips: 0, stripWidth: 1 / 16, rows: 0 }
const SHAPE = { height: 60, width: 80, depth: 3 }
const level = (grey: number): Uint8ClampedArray => new Uint8ClampedArray(60 * 80 * 3).fill(grey)
const round = (kernel: number[][]): number[][] =>
  kernel.map((row) => row.map((w) => Math.round(w * 1e4) / 1e4))

describe('kernels', () => {
  it('sharpens as albumentations does: (1 − α) identity + α [−1 … 8 + l … −1]', () => {
    expect(round(sharpeningKernel(0.2, 0.5))).toEqual([
      [-0.2, -0.2, -0.2],
      [-0.2, 2.5, -0.2],
      [-0.2, -0.2, -0.2],
    ])
  })

  it('blurs by a Gaussian of σ 0.8 at side 3: weights 0.239, 0.522, 0.239', () => {
    const [corner, edge] = [0.239 ** 2, 0.239 * 0.522]
    const kernel = gaussianKernel(3)
    expect(kernel[0]![0]).toBeCloseTo(corner, 3)
    expect(kernel[0]![1]).toBeCloseTo(edge, 3)
    expect(kernel[1]![1]).toBeCloseTo(0.522 ** 2, 3)
  })

  it.each([3, 5, 7])('keeps a level at side %i', (side) => {
    expect(filtered(level(200), SHAPE, gaussianKernel(side))).toEqual(level(200))
  })

  it('mirrors at the border without repeating it', () => {
    const left = [
      [0, 0, 0],
      [1, 0, 0],
      [0, 0, 0],
    ]
    const shifted = filtered(Uint8ClampedArray.of(10, 20, 30), { height: 1, width: 3, depth: 1 }, left)
    expect([...shifted]).toEqual([20, 10, 20])
  })

  it('keeps components apart', () => {
    const pixels = Uint8ClampedArray.of(0, 100, 0, 100, 0, 100)
    expect([...filtered(pixels, { height: 1, width: 3, depth: 2 }, gaussianKernel(3))]).toEqual([...pixels])
  })
})

describe('augmented', () => {
  const changed = (
    options: Partial<Augmentation>,
    seed = 1,
    rows = [{ top: 0.25, bottom: 0.5 }],
    grey = 100,
  ) => augmented(level(grey), SHAPE, rows, { ...NONE, ...options }, new Random(seed))

  it('changes nothing where nothing is asked for, and never the picture itself', () => {
    expect(changed({})).toEqual(level(100))
    const pixels = level(100)
    augmented(pixels, SHAPE, [], { ...NONE, noise: 1, strips: 1 }, new Random(3))
    expect(pixels).toEqual(level(100))
  })

  it('adds noise of a variance between 10 and 50', () => {
    for (const seed of [1, 2, 3, 4]) {
      const noisy = changed({ noise: 1 }, seed)
      const mean = noisy.reduce((sum, grey) => sum + grey, 0) / noisy.length
      const variance = noisy.reduce((sum, grey) => sum + (grey - mean) ** 2, 0) / noisy.length
      // Half a level is cut off.
      expect(mean).toBeCloseTo(99.5, 0)
      expect(variance).toBeGreaterThan(9.5)
      expect(variance).toBeLessThan(52)
    }
  })

  it('blurs or sharpens, each about as often', () => {
    const dot = level(0).fill(100, 3 * (30 * 80 + 40), 3 * (30 * 80 + 41))
    const brighter = Array.from({ length: 200 }, (_, seed) => {
      const centre = augmented(dot, SHAPE, [], { ...NONE, filter: 1 }, new Random(seed))[3 * (30 * 80 + 40)]!
      expect(centre).not.toBe(100)
      return centre > 100
    })
    const sharpened = brighter.filter(Boolean).length
    expect(sharpened).toBeGreaterThan(75)
    expect(sharpened).toBeLessThan(125)
  })

  it('blanks one to three strips over the whole height', () => {
    const widths = new Set<number>()
    for (let seed = 0; seed < 60; seed++) {
      const pixels = changed({ strips: 1 }, seed)
      const black = Array.from({ length: 80 }, (_, x) => pixels[3 * x] === 0)
      for (const y of [1, 30, 59]) expect(black).toEqual(black.map((_, x) => pixels[3 * (y * 80 + x)] === 0))
      widths.add(black.filter(Boolean).length)
    }
    // Strips of 5; they may overlap.
    expect(Math.min(...widths)).toBe(5)
    expect(Math.max(...widths)).toBe(15)
  })

  it('blanks a channel’s row, and no other', () => {
    const pixels = changed({ rows: 1 })
    const dark = Array.from({ length: 60 }, (_, y) => pixels[3 * 80 * y] === 0)
    expect(dark.indexOf(true)).toBe(15)
    expect(dark.lastIndexOf(true)).toBe(29)
    expect(changed({ rows: 1 }, 1, [])).toEqual(level(100))
  })

  it('is the same for the same seed, and another for another', () => {
    for (const options of [NOTEBOOK_AUGMENTATION, RECOMMENDED_AUGMENTATION]) {
      expect(changed(options, 7)).toEqual(changed(options, 7))
      const kinds = new Set(Array.from({ length: 30 }, (_, seed) => changed(options, seed).join()))
      expect(kinds.size).toBeGreaterThan(15)
    }
  })
})
