import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { ChosenCutOffsSchema, rulesWith, sameRules } from '../../src/lifelog/chosen-rules.ts'
import { labeller, type Measured } from '../../src/lifelog/labeller.ts'
import { cutOffs, LABELS, MMASH_RULES, type LabelValue } from '../../src/lifelog/labels.ts'
import { dataset } from '../../src/training/dataset.ts'
import { quarterOut } from '../../src/training/folds.ts'

const day = (participant: string, dailyStress: number, totalSleepTime = 400): Measured => ({
  participant,
  measures: { dailyStress, totalSleepTime },
})
const at = (values: readonly LabelValue[], label: (typeof LABELS)[number]): LabelValue | undefined =>
  values[LABELS.indexOf(label)]

describe('chosen cut-offs', () => {
  const rules = rulesWith({ S1: 420, S2: 'mean', Q3: 'ownMean' })

  it('take the place of the usual ones, and leave the good side alone', () => {
    expect(rules.map(({ label, good }) => [label, good])).toEqual(
      MMASH_RULES.map(({ label, good }) => [label, good]),
    )
    expect(rules.map(({ cutOff }) => cutOff)).toEqual([
      5,
      'median',
      'ownMean',
      420,
      'mean',
      'median',
      'median',
    ])
    expect(rulesWith({})).toEqual(MMASH_RULES)
  })

  it('are told apart from others', () => {
    expect(sameRules(rules, rulesWith({ Q3: 'ownMean', S2: 'mean', S1: 420 }))).toBe(true)
    expect(sameRules(rules, MMASH_RULES)).toBe(false)
  })

  it('are checked where they come from outside', () => {
    const ok = (of: unknown): boolean => v.safeParse(ChosenCutOffsSchema, of).success
    expect(ok({ S1: 420, Q2: 'ownMean' })).toBe(true)
    for (const wrong of [{ S1: 'mode' }, { S1: NaN }, { S9: 3 }, 'S1', null]) expect(ok(wrong)).toBe(false)
  })

  it('may be the mean of the training people', () => {
    const cuts = cutOffs(rulesWith({ S1: 'mean' }), [
      { totalSleepTime: 300 },
      { totalSleepTime: 310 },
      { totalSleepTime: 500 },
    ])
    expect(cuts.get('S1')).toBe(370)
  })
})

describe('a person’s own mean', () => {
  const rules = rulesWith({ Q3: 'ownMean' })
  const days = [day('a', 10), day('a', 20), day('a', 90), day('b', 200), day('b', 300), day('c', 5)]
  const label = labeller(rules, cutOffs(rules, []), days)

  it('is made of that person’s days alone', () => {
    expect(days.map((of) => at(label(of), 'Q3'))).toEqual([1, 1, 0, 1, 0, null])
    const others = labeller(rules, cutOffs(rules, []), [...days.slice(0, 3), day('b', 9999)])
    expect(at(others(day('a', 39)), 'Q3')).toBe(1)
    expect(at(others(day('a', 41)), 'Q3')).toBe(0)
  })

  it('leaves what a label file states as it is', () => {
    expect(at(label(day('a', 90), { Q3: 1 }), 'Q3')).toBe(1)
  })

  it('is no cut-off that everybody shares', () => {
    expect(cutOffs(rules, [{ dailyStress: 3 }]).has('Q3')).toBe(false)
  })

  it('is what training learns by', () => {
    const encoded = { height: 2, width: 2, depth: 1, values: new Uint8ClampedArray(4) }
    const pictured = ['a', 'b', 'c', 'd'].flatMap((participant, person) =>
      [0, 10].map((stress) => ({
        dayId: `${participant}${stress}`,
        participant,
        measures: { dailyStress: 100 * person + stress },
        encoded,
      })),
    )
    const { training, heldOut } = dataset(pictured, rules, { input: 'picture' }, quarterOut(pictured, 1))
    const answers = [...training, ...heldOut].map((of) => [of.dayId.slice(1), at(of.labels, 'Q3')])
    expect(answers.length).toBe(8)
    for (const [stress, answer] of answers) expect(answer).toBe(stress === '0' ? 1 : 0)
  })
})
