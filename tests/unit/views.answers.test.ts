import { describe, expect, it } from 'vitest'
import type { DaySummary } from '../../src/lifelog/day.ts'
import { splitByParticipant } from '../../src/training/folds.ts'
import { labelsOfOneClass, MMASH_RULES } from '../../src/lifelog/labels.ts'
import type { ModelCard } from '../../src/training/card.ts'
import { answersOf, SEED, type Answers } from '../../src/views/library/answers.ts'

const people = Array.from({ length: 17 }, (_, i) => `user_${i + 1}`)
const dayOf = (participant: string, totalSleepTime: number): DaySummary =>
  ({ id: participant, participant, measures: { totalSleepTime, pittsburgh: 4 } }) as unknown as DaySummary

describe('true answers', () => {
  const { heldOut } = splitByParticipant(people, SEED)

  it('take their median from the training people alone', () => {
    const days = people.map((name, i) => dayOf(name, 300 + i))
    const disturbed = days.map((day) =>
      heldOut.includes(day.participant) ? dayOf(day.participant, 9999) : day,
    )
    expect(answersOf(disturbed, null, {}).cuts.get('S1')).toBe(answersOf(days, null, {}).cuts.get('S1'))
  })

  it('mark what has one class only among the training days', () => {
    const answers = answersOf(
      people.map((name, i) => dayOf(name, 300 + i)),
      null,
      {},
    )
    // Everybody's Pittsburgh score is good; nobody's mood is known; sleep time has both classes.
    expect(answers.oneClass.has('Q1')).toBe(true)
    expect(answers.oneClass.has('Q2')).toBe(true)
    expect(answers.oneClass.has('S1')).toBe(false)
  })

  it('go by the chosen cut-offs until a model brings its own', () => {
    const days = people.map((name, i) => dayOf(name, 300 + i))
    const yes = (answers: Answers): number => days.filter((day) => answers.of(day)[3] === 1).length
    const chosen = answersOf(days, null, { S1: 316 })
    expect(chosen.cuts.get('S1')).toBe(316)
    expect(yes(chosen)).toBe(1)
    const model = {
      rules: MMASH_RULES,
      cutOffs: [['S1', 310]],
      trainingPeople: people,
      oneClass: [],
    } as unknown as ModelCard
    expect(yes(answersOf(days, model, { S1: 316 }))).toBe(7)
  })

  it('count unknown as no class', () => {
    expect(
      labelsOfOneClass([
        [1, 0, null, 1, 1, 1, 1],
        [0, 0, 1, null, 0, 0, 0],
      ]),
    ).toEqual(['Q2', 'Q3', 'S1'])
  })
})
