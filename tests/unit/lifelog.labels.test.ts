import { describe, expect, it } from 'vitest'
import { cutOffs, LABELS, labelsOf, MMASH_RULES, type Measures } from '../../src/lifelog/labels.ts'

const people: Measures[] = [
  {
    pittsburgh: 3,
    affectBalance: 8,
    dailyStress: 20,
    totalSleepTime: 300,
    sleepEfficiency: 80,
    sleepOnsetLatency: 0,
  },
  {
    pittsburgh: 9,
    affectBalance: 2,
    dailyStress: 40,
    totalSleepTime: 400,
    sleepEfficiency: 90,
    sleepOnsetLatency: 4,
  },
  { pittsburgh: 5, dailyStress: 30 },
]

describe('cut-offs', () => {
  const cuts = cutOffs(MMASH_RULES, people)

  it('are medians of those who have the measure', () => {
    expect(cuts.get('Q2')).toBe(5)
    expect(cuts.get('Q3')).toBe(30)
    expect(cuts.get('S1')).toBe(350)
  })

  it('are fixed where a rule says so', () => expect(cuts.get('Q1')).toBe(5))

  it('are missing where nobody has the measure', () => expect(cuts.has('S4')).toBe(false))

  it('change with the training people alone', () => {
    expect(cutOffs(MMASH_RULES, people.slice(0, 1)).get('Q3')).toBe(20)
  })
})

describe('labels', () => {
  const cuts = cutOffs(MMASH_RULES, people)

  it('are 1 for the good state, the cut-off itself included, and unknown where nothing was measured', () => {
    expect(labelsOf(people[0]!, MMASH_RULES, cuts)).toEqual([1, 1, 1, 0, 0, 1, null])
    expect(labelsOf(people[1]!, MMASH_RULES, cuts)).toEqual([0, 0, 0, 1, 1, 0, null])
    expect(labelsOf(people[2]!, MMASH_RULES, cuts)).toEqual([1, null, 1, null, null, null, null])
  })

  it('come in the order of LABELS, one each', () => {
    expect(labelsOf({}, MMASH_RULES, cuts).length).toBe(LABELS.length)
    expect(MMASH_RULES.map(({ label }) => label)).toEqual(LABELS)
  })
})
