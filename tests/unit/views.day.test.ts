import { describe, expect, it } from 'vitest'
import type { DaySummary } from '../../src/lifelog/day.ts'
import type { Label } from '../../src/lifelog/labels.ts'
import type { Explanation, HeatMap } from '../../src/saliency/explanation.ts'
import { MAP_KINDS, type MapKind } from '../../src/saliency/kind-names.ts'
import { placesOf, ticksOf } from '../../src/views/day/axis.ts'
import { Explaining } from '../../src/views/day/explaining.svelte.ts'
import { forgetMapChoice, MapChoice } from '../../src/views/day/map-choice.svelte.ts'
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
  const heat = (kind: MapKind): HeatMap => ({
    kind,
    channels: [],
    time: { channels: 0, steps: 0, map: new Float32Array() },
    picture: null,
  })
  const explanation = (dayId: string, label: Label): Explanation => ({
    modelId: 'm',
    dayId,
    label,
    maps: Object.fromEntries(MAP_KINDS.map((kind) => [kind, heat(kind)])) as Explanation['maps'],
    logit: 1,
    total: 1,
    residual: 0,
    scale: 1,
    terms: [],
  })

  function underTest() {
    const answer = new Map<string, () => void>()
    const lent = new Set<string>()
    const drawn: string[] = []
    const explaining = new Explaining({
      explain: (_, dayId) =>
        new Promise((done) =>
          answer.set(dayId, () => done([explanation(dayId, 'Q1'), explanation(dayId, 'S1')])),
        ),
      heat: (dayId, { kind }) => (drawn.push(`${dayId} ${kind}`), Promise.resolve(new Blob())),
      address: () => {
        const address = `blob:${drawn.length}`
        lent.add(address)
        return address
      },
      release: (address) => void lent.delete(address),
      now: () => 0,
    })
    return { explaining, answer, lent, drawn }
  }

  it('shows only the day that was asked last', async () => {
    const { explaining, answer } = underTest()
    const first = explaining.ask({ modelId: 'm', dayId: 'a' })
    const second = explaining.ask({ modelId: 'm', dayId: 'b' })
    answer.get('b')?.()
    await second
    answer.get('a')?.()
    await first
    expect(explaining.of('S1')?.dayId).toBe('b')
    expect(explaining.busy).toBe(false)
  })

  it('asks once for all labels, and draws each map once', async () => {
    const { explaining, answer, drawn } = underTest()
    const asked = explaining.ask({ modelId: 'm', dayId: 'a' })
    answer.get('a')?.()
    await asked
    await explaining.show('Q1', 'signed')
    const first = explaining.heat
    await explaining.show('S1', 'signed')
    expect(explaining.heat).not.toBe(first)
    await explaining.show('Q1', 'signed')
    expect(explaining.heat).toBe(first)
    expect(drawn).toEqual(['a signed', 'a signed'])
    expect(answer.size).toBe(1)
  })

  it('shows the label that was wished last, whichever is drawn first', async () => {
    const { explaining, answer } = underTest()
    const asked = explaining.ask({ modelId: 'm', dayId: 'a' })
    answer.get('a')?.()
    await asked
    await Promise.all([explaining.show('Q1', 'signed'), explaining.show('S1', 'signed')])
    const shown = explaining.heat
    await explaining.show('S1', 'signed')
    expect(explaining.heat).toBe(shown)
  })

  it('gives the memory of heat maps back', async () => {
    const { explaining, answer, lent } = underTest()
    const asked = explaining.ask({ modelId: 'm', dayId: 'a' })
    answer.get('a')?.()
    await asked
    await explaining.show('Q1', 'signed')
    await explaining.show('S1', 'pytorch-grad-cam')
    expect(lent.size).toBe(2)
    explaining.clear()
    expect(lent.size).toBe(0)
    expect(explaining.heat).toBeNull()
  })
})

describe('the chosen map', () => {
  it('is remembered, and what is no map is not', () => {
    const kept = new Map<string, string>()
    const memory = () => ({
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    })
    const choice = new MapChoice(memory)
    expect(choice.kind).toBe('fullgrad-saliency')
    choice.kind = 'signed'
    expect(new MapChoice(memory).kind).toBe('signed')
    for (const key of kept.keys()) kept.set(key, 'nonsense')
    expect(new MapChoice(memory).kind).toBe('fullgrad-saliency')
    forgetMapChoice(memory())
    expect(kept.size).toBe(0)
  })
})
