import { describe, expect, it } from 'vitest'
import { collected } from '../../src/training/collected.ts'
import type { FoldRecord } from '../../src/training/fold-record.ts'
import { helped, labelLines, personLines, verdict } from '../../src/views/result/verdict.ts'
import { madeUpFold } from '../fixtures/fold-records.ts'

/** Folds whose network says what `says` makes of the truth. */
const foldsThat = (says: (truth: 0 | 1, random: number) => number): FoldRecord[] =>
  [1, 2, 3].map((fold) => {
    const record = madeUpFold(fold)
    const network = record.heldOut.map(({ labels }, day) =>
      labels.map((value, label) => says(value ?? 0, (((day * 7 + label) * 37) % 100) / 100)),
    )
    return { ...record, answers: { ...record.answers, network } }
  })

describe('the verdict on a run', () => {
  it('is better where the network knows the answers', () => {
    const found = collected(foldsThat((truth) => 0.1 + 0.8 * truth))
    expect(verdict(found).standing).toBe('better')
    expect(labelLines(found).every(({ rocArea }) => rocArea === 1 || rocArea === null)).toBe(true)
    const lines = personLines(found)
    expect(lines.every(({ network }) => network === 1)).toBe(true)
    expect(helped(lines)).toBe(lines.filter(({ habit }) => habit < 1).length)
  })

  it('is not better where it always says yes', () => {
    const found = collected(foldsThat(() => 0.9))
    const { standing, difference } = verdict(found)
    expect(standing).toBe('notBetter')
    expect(difference.value).toBeLessThanOrEqual(0)
  })

  it('is unsure where chance could have done it', () => {
    const found = collected(foldsThat((truth, random) => (random < 0.1 ? 0.2 + 0.6 * truth : random)))
    const { standing, difference } = verdict(found)
    expect(difference.value).toBeGreaterThan(0)
    expect(difference.interval!.low).toBeLessThanOrEqual(0)
    expect(standing).toBe('unsure')
  })

  it('compares with the strongest of those that look at no sensor', () => {
    const found = collected(foldsThat((truth) => 0.1 + 0.8 * truth))
    const { best, difference } = verdict(found)
    for (const { than, overall } of found.beyond)
      if (['allOnes', 'majority', 'habit', 'habitTwoClass'].includes(than))
        expect(overall.twoClass.value).toBeGreaterThanOrEqual(difference.value)
    expect(['allOnes', 'majority', 'habit', 'habitTwoClass']).toContain(best)
  })
})
