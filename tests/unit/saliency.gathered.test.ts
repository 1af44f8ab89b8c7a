import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AROUND, gatheredByHours } from '../../src/saliency/gathered.ts'

const sum = (values: Iterable<number>): number => [...values].reduce((all, value) => all + value, 0)

describe('the signed map by two hours', () => {
  it('loses nothing of any channel', () => {
    const value = fc.float({ min: -10, max: 10, noNaN: true })
    fc.assert(
      fc.property(fc.array(value, { minLength: 2880, maxLength: 2880 }), (values) => {
        const map = Float32Array.from(values)
        const gathered = gatheredByHours({ channels: 2, steps: 1440, map }).map
        for (const [from, to] of [
          [0, 1440],
          [1440, 2880],
        ] as const)
          expect(sum(gathered.subarray(from, to))).toBeCloseTo(sum(map.subarray(from, to)), 2)
      }),
      { numRuns: 20 },
    )
  })

  it('spreads a minute evenly over an hour on either side, within the day', () => {
    const map = new Float32Array(1440)
    map[720] = 121
    map[0] = -61
    const { map: gathered } = gatheredByHours({ channels: 1, steps: 1440, map })
    expect([
      gathered[720 - AROUND - 1],
      gathered[720 - AROUND],
      gathered[720 + AROUND],
      gathered[781],
    ]).toEqual([0, 1, 1, 0])
    expect([gathered[0], gathered[60], gathered[61]]).toEqual([-1, -1, 0])
  })

  it('lets neighbouring evidence for and against cancel', () => {
    const map = Float32Array.from(
      { length: 1440 },
      (_, k) => (k % 2 === 0 ? 5 : -5) + (k >= 600 && k < 1000 ? 1 : 0),
    )
    const { map: gathered } = gatheredByHours({ channels: 1, steps: 1440, map })
    const inside = (of: Float32Array): number =>
      sum(of.subarray(600, 1000).map(Math.abs)) / sum(of.map(Math.abs))
    expect(inside(map)).toBeLessThan(0.3)
    expect(inside(gathered)).toBeGreaterThan(0.8)
  })
})
