import { describe, expect, it } from 'vitest'
import { signalPath, stepFrom, STEPS, wishOf } from '../../src/views/lesson/steps.ts'

describe('a lesson by the keyboard', () => {
  it('goes on and back by arrows, by the space bar, and by a presenter', () => {
    for (const key of ['ArrowRight', 'PageDown', ' ']) expect(wishOf(key)).toEqual({ kind: 'step', by: 1 })
    for (const key of ['ArrowLeft', 'PageUp']) expect(wishOf(key)).toEqual({ kind: 'step', by: -1 })
  })
  it('chooses one of seven questions by its number', () => {
    expect(wishOf('1')).toEqual({ kind: 'label', label: 'Q1' })
    expect(wishOf('7')).toEqual({ kind: 'label', label: 'S4' })
    expect(wishOf('8')).toBeNull()
    expect(wishOf('F5')).toBeNull()
  })
  it('has six steps, and neither one before nor one after', () => {
    expect(STEPS).toHaveLength(6)
    expect([stepFrom(0, -1), stepFrom(0, 1), stepFrom(5, 1)]).toEqual([0, 1, 5])
  })
})

describe('a signal as a line', () => {
  it('goes from its lowest to its highest value, and breaks where nothing is known', () => {
    expect(signalPath(Float32Array.of(1, 3, NaN, 2), 30, 10)).toBe('M0.0 10.0L10.0 0.0M30.0 5.0')
  })
  it('is nothing where nothing is known', () => expect(signalPath(Float32Array.of(NaN, NaN))).toBe(''))
})
