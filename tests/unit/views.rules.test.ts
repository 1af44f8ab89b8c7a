import { describe, expect, it } from 'vitest'
import { rulesWith } from '../../src/lifelog/chosen-rules.ts'
import { LABELS, MMASH_RULES, type Label } from '../../src/lifelog/labels.ts'
import {
  choose,
  chosenAnything,
  cutOffOf,
  kindOf,
  kindsOf,
  kindWords,
  NUMBERS,
  numberOf,
} from '../../src/views/days/rule-choices.ts'
import { measureUnit, ruleWords, sideWords } from '../../src/views/words/names.ts'

const ruleOf = (label: Label) => MMASH_RULES.find((rule) => rule.label === label)!

describe('choosing a cut-off', () => {
  it('offers the usual kind of every label, and words for each', () => {
    for (const { label, cutOff } of MMASH_RULES) expect(kindsOf(label)).toContain(kindOf(cutOff))
    const kinds = new Set(LABELS.flatMap(kindsOf))
    expect(new Set([...kinds].map(kindWords)).size).toBe(4)
    expect(kindsOf('S1')).not.toContain('ownMean')
  })

  it('starts a fixed number from the guideline, or from what holds', () => {
    expect((['S1', 'S2', 'S3', 'S4'] as const).map((of) => cutOffOf('fixed', ruleOf(of), 7))).toEqual([
      420, 85, 30, 20,
    ])
    expect(cutOffOf('fixed', ruleOf('Q3'), 31.25)).toBe(31.3)
    expect(cutOffOf('fixed', ruleOf('Q3'), undefined)).toBe(0)
    expect(cutOffOf('mean', ruleOf('S1'), 7)).toBe('mean')
  })

  it('takes numbers alone that the measure can have', () => {
    expect(numberOf(' 82.5 ', 'sleepEfficiency')).toBe(82.5)
    expect(numberOf('-3', 'affectBalance')).toBe(-3)
    for (const wrong of ['', ' ', 'x', '101', '-1', 'Infinity'])
      expect(numberOf(wrong, 'sleepEfficiency')).toBeUndefined()
    for (const { least, most, usual = least } of Object.values(NUMBERS)) {
      expect(usual).toBeGreaterThanOrEqual(least)
      expect(usual).toBeLessThanOrEqual(most)
    }
  })

  it('keeps what differs from the usual, so that nothing is left to reset', () => {
    const chosen = choose(choose({}, 'S1', 420), 'Q2', 'ownMean')
    expect(chosen).toEqual({ S1: 420, Q2: 'ownMean' })
    expect(chosenAnything(chosen)).toBe(true)
    const back = choose(choose(chosen, 'S1', 'median'), 'Q2', 'median')
    expect(back).toEqual({})
    expect(chosenAnything(back)).toBe(false)
  })

  it('shows the side that is good, and the unit', () => {
    expect(sideWords(ruleOf('S1'))).toBe('Time asleep, at least')
    expect(sideWords(ruleOf('S4'))).toBe('Time awake during the night, at most')
    expect(measureUnit('sleepEfficiency')).toBe('%')
    const own = rulesWith({ Q3: 'ownMean' }).find(({ label }) => label === 'Q3')!
    expect(ruleWords(own, undefined)).toBe('Daily Stress Inventory: at most the person’s own mean')
  })
})
