import { describe, expect, test } from 'vitest'
import { COURSE_NAMES, COURSES } from '../../src/training/courses.ts'
import { NETWORKS_FOR, presetOf } from '../../src/training/preset.ts'
import { scheduleOf } from '../../src/training/schedules.ts'

/** Every learning rate of a run. */
const rates = (name: (typeof COURSE_NAMES)[number], epochs: number): number[] => {
  const { schedule, learningRate } = COURSES[name]
  const at = scheduleOf(schedule, learningRate, epochs)
  return Array.from({ length: epochs }, (_, epoch) => at(epoch))
}

describe('the learning rate of each course', () => {
  test('quick is the same throughout, recommended ends near nothing', () => {
    expect(new Set(rates('quick', 10))).toEqual(new Set([3e-4]))
    const falling = rates('recommended', 20)
    expect(falling[0]).toBe(1e-3)
    expect(falling[10]).toBeCloseTo(5e-4, 12)
    expect(falling.every((rate, i) => i === 0 || rate < falling[i - 1]!)).toBe(true)
  })

  test('the paper’s falls over 200 epochs along a cosine', () => {
    rates('paper', 200).forEach((rate, t) =>
      expect(rate).toBeCloseTo((5e-5 / 2) * (1 + Math.cos((Math.PI * t) / 200)), 16),
    )
  })

  test('Section IV’s falls to 0 and starts again every 50 epochs', () => {
    rates('section-iv', 200).forEach((rate, t) =>
      expect(rate).toBeCloseTo((5e-5 / 2) * (1 + Math.cos((Math.PI * (t % 50)) / 50)), 16),
    )
  })

  test('the 5-channel notebook’s swings between 1e-4 and 7e-5 every 50 epochs', () => {
    rates('notebook-5', 200).forEach((rate, t) =>
      expect(rate).toBeCloseTo(7e-5 + (3e-5 / 2) * (1 + Math.cos((Math.PI * (t % 50)) / 50)), 16),
    )
  })

  test('the 11-channel notebook’s begins at 0, and its cycles are 100, 190 and 370 epochs long', () => {
    const found = rates('notebook-11', 500)
    const cycles = [
      { start: 0, length: 100, peak: 5e-5 },
      { start: 100, length: 190, peak: 2.5e-5 },
      { start: 290, length: 370, peak: 1.25e-5 },
    ]
    found.forEach((rate, epoch) => {
      const { start, length, peak } = cycles.findLast((cycle) => epoch >= cycle.start)!
      const t = epoch - start
      const wanted =
        t < 10 ? (peak * t) / 10 : (peak * (1 + Math.cos((Math.PI * (t - 10)) / (length - 10)))) / 2
      expect(rate).toBeCloseTo(wanted, 16)
    })
    expect(found[0]).toBe(0)
  })
})

describe('presets', () => {
  test.each(COURSE_NAMES)('%s keeps its name until something is chosen', (name) => {
    expect(presetOf(name, {}, 'wasm').name).toBe(name)
    expect(presetOf(name, { batch: 3 }, 'wasm').name).toBe('chosen')
  })

  test('Section IV is the paper’s network with SAM, and ends where the loss stays high', () => {
    const { sam, stop, optimiser, ...rest } = presetOf('section-iv', {}, 'webgpu')
    const { name, schedule, ...shared } = rest
    expect([name, sam, stop]).toEqual(['section-iv', true, { loss: 0.8, from: 100 }])
    expect(optimiser).toEqual({ beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.1 })
    expect(schedule).toEqual({ kind: 'restarts', first: 50, growth: 1, lowest: 0 })
    expect(presetOf('paper', {}, 'webgpu')).toMatchObject(shared)
  })

  test('any course has a network that can look at the input', () => {
    for (const name of COURSE_NAMES)
      for (const input of ['planes', 'raw', 'spectrogram'] as const) {
        const preset = presetOf(name, { input }, 'webgpu')
        expect(NETWORKS_FOR[input]).toContain(preset.architecture)
        expect(preset.epochs).toBe(presetOf(name, {}, 'webgpu').epochs)
      }
  })
})
