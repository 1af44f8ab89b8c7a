import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { fillLinear } from '../../src/synchronise/fill.ts'
import { nearestSecond } from '../../src/synchronise/nearest-second.ts'
import { nearestWithoutLimit, synchroniseAsNotebook } from '../../src/synchronise/notebook.ts'

interface Expected {
  readonly expected: readonly (number | null)[]
  readonly filled_seconds: number
  readonly sum: number
  readonly first_filled: number
  readonly last_filled: number
}
interface Case extends Expected {
  readonly t: number[]
  readonly v: number[]
  readonly probe_seconds: number[]
  readonly known_seconds: number
  readonly notebook: Expected
}

const golden = JSON.parse(
  readFileSync(new URL('../golden/data/synchronise-seed1.json', import.meta.url), 'utf8'),
) as { cases: Record<string, Case> }

const isKnown = (value: number): boolean => !Number.isNaN(value)

function compare(day: Float32Array, seconds: readonly number[], wanted: Expected): void {
  const known = [...day.keys()].filter((second) => isKnown(day[second]!))
  expect(known.length).toBe(wanted.filled_seconds)
  expect(known[0]).toBe(wanted.first_filled)
  expect(known.at(-1)).toBe(wanted.last_filled)
  const sum = day.reduce((total, value) => total + (isKnown(value) ? value : 0), 0)
  expect(Math.abs(sum - wanted.sum)).toBeLessThanOrEqual(1e-6 * Math.abs(wanted.sum))
  const scale = Math.max(...wanted.expected.map((value) => Math.abs(value ?? 0)))
  for (const [i, second] of seconds.entries()) {
    const value = wanted.expected[i]
    if (value === null) expect(day[second]).toBeNaN()
    else expect(Math.abs(day[second]! - value!)).toBeLessThanOrEqual(1e-6 * scale)
  }
}

describe.each(Object.entries(golden.cases))('%s', (_, of) => {
  it('takes the nearest sample within half a second and fills by straight lines', () => {
    const known = nearestSecond(of.t, of.v)
    expect(known.filter(isKnown).length).toBe(of.known_seconds)
    compare(fillLinear(known), of.probe_seconds, of)
  })

  it('does the same with samples in reverse order', () => {
    const known = nearestSecond(of.t.toReversed(), of.v.toReversed())
    expect(known).toEqual(nearestSecond(of.t, of.v))
  })

  it('resamples as the notebooks do', () => {
    compare(synchroniseAsNotebook(of.t, of.v), of.probe_seconds, of.notebook)
  })
})

describe('the notebook rule', () => {
  it('gives a tie to the later sample', () => {
    expect([...nearestWithoutLimit([0, 2, 4], [1, 2, 3], 5)]).toEqual([1, 2, 2, 3, 3])
  })

  it('lets an unknown sample win its neighbourhood, and fills it by a line', () => {
    expect([...nearestWithoutLimit([0, 1, 2], [1, NaN, 3], 4)]).toEqual([1, NaN, 3, NaN])
    expect([...synchroniseAsNotebook([0, 1, 2], [1, NaN, 3], 4)]).toEqual([1, 2, 3, 3])
  })

  it('takes the last of several samples at one instant for the seconds behind it', () => {
    expect([...nearestWithoutLimit([0, 1, 1, 5], [0, 1, 2, 3], 6)]).toEqual([0, 1, 2, 2, 3, 3])
  })

  it('knows nothing of a day without samples', () => {
    expect(nearestWithoutLimit([], [], 3).every(Number.isNaN)).toBe(true)
  })
})
