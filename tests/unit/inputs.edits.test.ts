import { describe, expect, it } from 'vitest'
import { editedDay, editsFor, type Edit } from '../../src/inputs/edits.ts'
import { MINUTE_RATE, type Day } from '../../src/lifelog/day.ts'
import { isKnown, knownMask } from '../../src/synchronise/known.ts'

const heart = Float32Array.from({ length: 1440 }, (_, i) => (i < 60 ? NaN : 60 + (i % 20)))
const day = {
  rate: MINUTE_RATE,
  channels: new Map([
    ['heart_rate', heart],
    ['light', new Float32Array(1440)],
  ]),
  known: new Map([['heart_rate', knownMask(heart)]]),
} as unknown as Day
const HOUR = 3600
const edit = (more: Partial<Edit>): Edit => ({
  kind: 'erase',
  channel: 'heart_rate',
  from: 20 * HOUR,
  to: 22 * HOUR,
  amount: 0,
  ...more,
})
const after = (...edits: Edit[]): Float32Array => editedDay(day, edits).channels.get('heart_rate')!

describe('a day changed by hand', () => {
  it('loses what is erased, and nothing else', () => {
    const found = after(edit({}))
    const gone = [...found.keys()].filter((i) => !Object.is(found[i], heart[i]))
    expect([gone[0], gone.at(-1), gone.length]).toEqual([1200, 1319, 120])
    expect(found[1250]).toBeNaN()
    const mask = editedDay(day, [edit({})]).known.get('heart_rate')!
    expect([isKnown(mask, 1199), isKnown(mask, 1200), isKnown(mask, 1320)]).toEqual([true, false, true])
  })
  it('stays as it is itself', () => {
    const before = heart.slice()
    after(edit({}), edit({ kind: 'shift', amount: 1 }))
    expect(heart).toEqual(before)
  })
  it('holds the first value, and knows no more than before', () => {
    const found = after(edit({ kind: 'hold', from: 0 }))
    expect(found[30]).toBeNaN()
    expect(new Set(found.subarray(60, 1320))).toEqual(new Set([60]))
    expect(found[1321]).toBe(heart[1321])
  })
  it('is shifted by a share of its span, within what the sensor can measure', () => {
    expect(after(edit({ kind: 'shift', amount: 0.5 }))[1210]).toBeCloseTo(heart[1210]! + 9.5)
    expect(Math.max(...after(edit({ kind: 'shift', amount: 1000 })).subarray(1200, 1320))).toBeLessThan(400)
  })
  it('is exaggerated about the mean of the stretch', () => {
    const found = after(edit({ kind: 'exaggerate', amount: 2 }))
    expect(found[1200]).toBeCloseTo(60 - 9.5)
    expect(found[1219]).toBeCloseTo(79 + 9.5)
  })
  it('takes edits one after the other', () => {
    const found = after(edit({ kind: 'hold' }), edit({ kind: 'shift', amount: 0.5 }))
    expect(found[1300]).toBeCloseTo(60 + 9.5)
    expect(after(edit({}), edit({ kind: 'shift', amount: 0.5 }))[1300]).toBeNaN()
  })
  it('has no sizes to change where numbers name a class', () => {
    expect(editsFor('activity')).toEqual(['erase', 'hold'])
    expect(editsFor('heart_rate')).toHaveLength(4)
  })
})
