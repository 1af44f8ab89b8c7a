import { describe, expect, test } from 'vitest'
import type { LabelValue } from '../../src/lifelog/labels.ts'
import { percentileInterval, resampling } from '../../src/training/bootstrap.ts'
import { labelScores, yesOf } from '../../src/training/label-scores.ts'
import { overFolds } from '../../src/training/over-folds.ts'
import { priorAnswers, priorThresholds } from '../../src/training/priors.ts'
import { Random } from '../../src/training/random.ts'
import { intervalsOf, scoreDraws } from '../../src/training/score-intervals.ts'
import { chosenThreshold, chosenThresholds } from '../../src/training/thresholds.ts'

describe('a bootstrap by participant', () => {
  test('draws as many people as there are, each with all their days, the same for a seed', () => {
    const who = ['b', 'a', 'b', 'c', 'a', 'b']
    const { personOf, draws } = resampling(who, 3, 50)
    expect(personOf).toEqual([1, 0, 1, 2, 0, 1])
    expect(draws).toHaveLength(50)
    for (const times of draws) expect(times.reduce((a, b) => a + b)).toBe(3)
    expect(draws.some((times) => times.includes(0))).toBe(true)
    expect(resampling(who, 3, 50).draws).toEqual(draws)
    expect(resampling([...who].reverse(), 3, 50).draws).toEqual(draws)
    expect(resampling(who, 4, 50).draws).not.toEqual(draws)
    expect(resampling(['a', 'a'], 3).draws).toEqual([])
  })

  test('is as wide as the deviation between people says', () => {
    const random = new Random(9)
    const people = Array.from({ length: 40 }, (_, k) => ({ who: `p${10 + k}`, value: random.normal() }))
    const { draws } = resampling(
      people.flatMap(({ who }) => Array<string>(10).fill(who)),
      1,
    )
    const means = draws.map((times) => times.reduce((sum, n, k) => sum + n * people[k]!.value, 0) / 40)
    const { low, high } = percentileInterval(means)!
    const mean = people.reduce((sum, { value }) => sum + value, 0) / 40
    const error = Math.sqrt(people.reduce((sum, { value }) => sum + (value - mean) ** 2, 0) / 40 / 40)
    // Drawing days instead of people would make it a third as wide.
    expect((high - low) / (2 * 1.96 * error)).toBeCloseTo(1, 1)
  })

  test('of scores counts a day as often as its person was drawn', () => {
    const truth = [[1], [0], [1], [0]].map((row) => Array<LabelValue>(7).fill(row[0] as LabelValue))
    const answers = [0.9, 0.8, 0.3, 0.4].map((p) => Array<number>(7).fill(p))
    const who = ['a', 'a', 'b', 'c']
    const samples = { personOf: resampling(who, 1).personOf, draws: [[2, 1, 0]] }
    // The same days written out as often as they count.
    const [t, p] = [[0, 1, 0, 1, 2].map((day) => truth[day]!), [0, 1, 0, 1, 2].map((day) => answers[day]!)]
    const found = intervalsOf(scoreDraws(truth, answers, yesOf(answers), samples))
    const wanted = labelScores(t, p)[0]!
    expect(found.labels[3]!.f1!.low).toBeCloseTo(wanted.f1, 12)
    expect(found.labels[3]!.twoClassF1!.high).toBeCloseTo(wanted.twoClassF1, 12)
    expect(found.labels[3]!.rocArea!.low).toBeCloseTo(wanted.rocArea!, 12)
    expect(found.overall.challenge!.high).toBeCloseTo(10 * wanted.twoClassF1, 12)
  })

  test('percentiles lie between neighbours, unknown values left out', () => {
    // numpy.percentile(range(41), [2.5, 97.5]) is [1, 39].
    const { low, high } = percentileInterval([...Array(41).keys(), null])!
    expect(low).toBeCloseTo(1, 9)
    expect(high).toBeCloseTo(39, 9)
    expect(percentileInterval([null])).toBeNull()
  })
})

describe('over folds', () => {
  test('a mean and Student’s interval', () => {
    // scipy.stats.t.interval(0.95, 4, 0.6, scipy.stats.sem([.4, .5, .6, .7, .8])) is (0.4037, 0.7963).
    const { mean, interval } = overFolds([0.4, 0.5, 0.6, 0.7, 0.8])!
    expect(mean).toBeCloseTo(0.6)
    expect(interval!.low).toBeCloseTo(0.4037, 4)
    expect(interval!.high).toBeCloseTo(0.7963, 4)
  })

  test('a fold without the number is left out; one fold has no interval', () => {
    expect(overFolds([0.4, null, 0.6])).toMatchObject({ mean: 0.5, each: [0.4, null, 0.6] })
    expect(overFolds([0.4])).toEqual({ mean: 0.4, interval: null, each: [0.4] })
    expect(overFolds([null])).toBeNull()
  })
})

describe('thresholds', () => {
  test('are the best of all for the days they were chosen on', () => {
    const random = new Random(2)
    const truth = Array.from({ length: 60 }, (): LabelValue => (random.uniform() < 0.3 ? 1 : 0))
    const answers = truth.map((value) => Number((0.3 * random.uniform() + 0.1 * (value ?? 0)).toFixed(2)))
    const f1At = (threshold: number, aim: 'f1' | 'twoClassF1'): number => {
      const rows = answers.map((p) => [p])
      return labelScores(
        truth.map((value) => [value]),
        rows,
        yesOf(rows, threshold),
      )[0]![aim]
    }
    for (const aim of ['f1', 'twoClassF1'] as const) {
      const best = Math.max(...Array.from({ length: 101 }, (_, k) => f1At(k / 100 - 0.005, aim)))
      expect(f1At(chosenThreshold(truth, answers, aim), aim)).toBe(best)
      expect(best).toBeGreaterThan(f1At(0.5, aim))
    }
  })

  test('lie in the middle, stay at a half where that is as good, or where there is one class', () => {
    expect(chosenThreshold([0, 0, 1], [0.1, 0.2, 0.3])).toBe(0.25)
    expect(chosenThreshold([0, 1], [0.2, 0.9])).toBe(0.5)
    expect(chosenThreshold([1, 1], [0.2, 0.3])).toBe(0.5)
    expect(chosenThresholds([[0, 1], [1, 1]], [[0.6, 0.1], [0.8, 0.1]])).toEqual([0.7, 0.5]) // prettier-ignore
  })

  test('may be below or above every answer', () => {
    // The positive class's F1 of always yes, 0.8, is the most that these answers allow.
    expect(chosenThreshold([1, 1, 0], [0, 0, 0.9], 'f1')).toBeLessThan(0)
  })
})

describe('a person’s prior', () => {
  const day = (participant: string, value: 0 | 1) => ({
    participant,
    labels: Array<LabelValue>(7).fill(value),
  })
  const training = [day('a', 1), day('a', 1), day('a', 0), day('b', 0), day('b', 0)]

  test('is their share of yes, or everybody’s where they are new', () => {
    const [a, b, stranger] = priorAnswers(training, [day('a', 0), day('b', 1), day('c', 1)])
    expect(a![0]).toBeCloseTo(2 / 3)
    expect(b![6]).toBe(0)
    expect(stranger![3]).toBeCloseTo(2 / 5)
  })

  test('has thresholds of the training days: between people, or for everybody’s share', () => {
    expect(priorThresholds(training, [day('a', 1)], 'f1')[0]).toBe(0.5)
    const manyNo = [...training, day('b', 0), day('b', 0)]
    expect(priorThresholds(manyNo, [day('a', 1)], 'f1')[0]).toBe(0.5)
    // Two of seven are yes: to say so of everybody is the positive class's best, and no the two classes' best.
    expect(priorThresholds(manyNo, [day('c', 1)], 'f1')[0]).toBeLessThan(2 / 7)
    expect(priorThresholds(manyNo, [day('c', 1)], 'twoClassF1')[0]).toBe(0.5)
  })

  test('of a label nobody knows is even', () => {
    const unknown = [{ participant: 'a', labels: Array<LabelValue>(7).fill(null) }]
    expect(priorAnswers(unknown, unknown)).toEqual([Array(7).fill(0.5)])
  })
})
