import { describe, expect, it } from 'vitest'
import { hasSeen, onOwnDays } from '../../src/training/card.ts'
import { lastDaysOut } from '../../src/training/folds.ts'

const days = Array.from({ length: 10 }, (_, i) => ({
  dayId: `me/2024-06-${String(i + 1).padStart(2, '0')}/noon`,
  participant: 'me',
}))

describe('one person’s own days', () => {
  it('are divided by time: the last quarter is held out, in whatever order they come', () => {
    const fold = lastDaysOut([...days].reverse())
    expect([...fold.heldOut]).toEqual(days.slice(-3).map(({ dayId }) => dayId))
    expect([...fold.training]).toEqual(days.slice(0, 7).map(({ dayId }) => dayId))
  })

  it('are known to be so by people on both sides, one and the same', () => {
    expect(onOwnDays({ trainingPeople: ['me'], heldOutPeople: ['me'] })).toBe(true)
    expect(onOwnDays({ trainingPeople: ['a'], heldOutPeople: ['b'] })).toBe(false)
    expect(onOwnDays({ trainingPeople: ['a', 'b'], heldOutPeople: ['a', 'b'] })).toBe(false)
  })

  it('are seen up to the held-out ones, and none that come later', () => {
    const card = { trainingPeople: ['me'], heldOutFrom: days[7]!.dayId }
    expect(days.map((day) => hasSeen(card, day))).toEqual(days.map((_, i) => i < 7))
    expect(hasSeen(card, { dayId: 'me/2024-07-01/noon', participant: 'me' })).toBe(false)
    expect(hasSeen(card, { dayId: 'anna/2024-06-01/noon', participant: 'anna' })).toBe(false)
    expect(hasSeen({ trainingPeople: ['me'] }, days[9]!)).toBe(true)
  })
})
