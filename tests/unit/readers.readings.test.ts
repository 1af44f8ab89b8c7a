import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Readings, type Reading } from '../../src/readers/wearable/readings.ts'

const reading: fc.Arbitrary<Reading> = fc.record({
  start: fc.integer({ min: Date.UTC(1971, 0), max: Date.UTC(2100, 0) }),
  seconds: fc.constantFrom(0, 0, 60, 3600),
  value: fc.oneof(fc.integer({ min: 0, max: 255 }), fc.integer({ min: -9, max: 4000 }), fc.constant(0.5)),
  ahead: fc.constantFrom(0, 540, -300),
  source: fc.nat(254),
})

describe('readings of a whole export', () => {
  it('come back as they were, in their order, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(reading), (all) => {
        const readings = new Readings()
        for (const one of all) readings.add(one)
        expect([...readings.between()]).toEqual(all)
        expect(readings.size).toBe(all.length)
        const [from, until] = [Date.UTC(2000, 0), Date.UTC(2050, 0)]
        expect([...readings.between(from, until)]).toEqual(
          all.filter(({ start }) => start >= from && start < until),
        )
      }),
    )
  })

  it('keep what differs late in a block, and what comes in the next', () => {
    const readings = new Readings()
    const at = (k: number): Reading => ({
      start: Date.UTC(2024, 0) + 5000 * k,
      seconds: k === 60_000 ? 30 : 0,
      value: k === 59_999 ? 60.5 : 60,
      ahead: 60,
      source: 0,
    })
    for (let k = 0; k < 70_000; k++) readings.add(at(k))
    const all = [...readings.between()]
    for (const k of [0, 59_999, 60_000, 60_001, 65_535, 65_536, 69_999]) expect(all[k]).toEqual(at(k))
  })
})
