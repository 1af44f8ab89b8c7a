import { describe, expect, it } from 'vitest'
import type { DaySummary } from '../../src/lifelog/day.ts'
import type { Explanation } from '../../src/saliency/explanation.ts'
import { placesOf, ticksOf } from '../../src/views/day/axis.ts'
import { Explaining } from '../../src/views/day/explaining.svelte.ts'
import { neighboursOf } from '../../src/views/day/neighbours.ts'
import { checkOf } from '../../src/views/day/residual.ts'

const row = { channel: 'steps' as const, top: 20, bottom: 120, left: 100, right: 900, low: 0, high: 4 }

describe('the clock under a picture', () => {
  const ticks = ticksOf({ width: 1000, rows: [row] }, 'noon')
  it('begins and ends at noon, at the edges of the rows', () => {
    expect(ticks[0]).toEqual({ clock: '12:00', at: 0.1 })
    expect(ticks.at(-1)).toEqual({ clock: '12:00', at: 0.9 })
  })
  it('has midnight in the middle of a day from noon', () => {
    expect(ticks.find(({ clock }) => clock === '00:00')?.at).toBeCloseTo(0.5)
  })
  it('begins at midnight for a calendar day', () => {
    expect(ticksOf({ width: 1000, rows: [row] }, 'midnight')[1]).toMatchObject({ clock: '03:00' })
  })
  it('places names beside the middle of their rows', () => {
    expect(placesOf({ height: 200, rows: [row] })[0]?.middle).toBeCloseTo(0.35)
  })
})

describe('the check of the sum', () => {
  it('passes up to the bar and fails above it', () => {
    expect(checkOf({ residual: 1e-4, scale: 1 }).passed).toBe(true)
    expect(checkOf({ residual: 1.1e-4, scale: 1 }).passed).toBe(false)
    expect(checkOf({ residual: 1e-3, scale: 100 })).toEqual({ share: 1e-5, passed: true })
  })
  it('never passes what is not a number', () => {
    expect(checkOf({ residual: NaN, scale: 1 }).passed).toBe(false)
    expect(checkOf({ residual: 1, scale: NaN }).passed).toBe(false)
  })
})

describe('days around a day', () => {
  const days = ['a', 'b', 'c'].map((id) => ({ id }) as DaySummary)
  it('has none before the first, after the last, or around a stranger', () => {
    expect(neighboursOf(days, 'a')).toEqual({ previous: null, next: days[1] })
    expect(neighboursOf(days, 'c')).toEqual({ previous: days[1], next: null })
    expect(neighboursOf(days, 'x')).toEqual({ previous: null, next: null })
  })
})

describe('asking why', () => {
  const explanation = (label: string): Explanation =>
    ({ dayId: 'd', label, map: new Float32Array(1), side: 1 }) as unknown as Explanation

  function underTest(): { explaining: Explaining; answer: Map<string, () => void>; lent: Set<string> } {
    const answer = new Map<string, () => void>()
    const lent = new Set<string>()
    const explaining = new Explaining({
      explain: (_model, _day, label) =>
        new Promise((done) => answer.set(label, () => done(explanation(label)))),
      heat: () => Promise.resolve(new Blob()),
      address: () => {
        const address = `blob:${lent.size}`
        lent.add(address)
        return address
      },
      release: (address) => void lent.delete(address),
    })
    return { explaining, answer, lent }
  }

  it('shows only what was asked last', async () => {
    const { explaining, answer } = underTest()
    const first = explaining.ask({ modelId: 'm', dayId: 'd', label: 'Q1' })
    const second = explaining.ask({ modelId: 'm', dayId: 'd', label: 'S1' })
    answer.get('S1')?.()
    await second
    answer.get('Q1')?.()
    await first
    expect(explaining.explanation?.label).toBe('S1')
    expect(explaining.busy).toBe(false)
  })

  it('gives the memory of a heat map back', async () => {
    const { explaining, answer, lent } = underTest()
    const asked = explaining.ask({ modelId: 'm', dayId: 'd', label: 'Q1' })
    answer.get('Q1')?.()
    await asked
    expect(lent.size).toBe(1)
    explaining.clear()
    expect(lent.size).toBe(0)
    expect(explaining.heat).toBeNull()
  })
})
