import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EncodedDay } from '../../src/inputs/encoding.ts'
import { MMASH_RULES, type LabelRule, type LabelValue } from '../../src/lifelog/labels.ts'
import { dataset, type ShownDay } from '../../src/training/dataset.ts'
import { normalisationOf, type Example } from '../../src/training/examples.ts'
import { shuffledLabels } from '../../src/training/experiment.ts'
import { DIVISIONS, folds, quarterOut, splitByParticipant } from '../../src/training/folds.ts'
import { f1 } from '../../src/training/metrics.ts'
import { Pace } from '../../src/training/pace.ts'
import { Random } from '../../src/training/random.ts'
import { trivialScores } from '../../src/training/trivial.ts'

const grey = (levels: number[]): EncodedDay => ({
  height: 2,
  width: 2,
  depth: 1,
  values: Uint8ClampedArray.from(levels),
})

const example = (labels: LabelValue[], dayId = 'd'): Example => ({
  dayId,
  participant: dayId,
  encoded: grey([0, 0, 0, 0]),
  labels,
})

describe('the split', () => {
  test('nobody is on both sides, nobody is lost, and order does not matter', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 30 }), fc.nat(), (people, seed) => {
        const { training, heldOut } = splitByParticipant(people, seed)
        expect([...training, ...heldOut].sort()).toEqual([...people].sort())
        expect(heldOut.length).toBeGreaterThan(0)
        expect(training.length).toBeGreaterThan(0)
        expect(splitByParticipant([...people].reverse(), seed)).toEqual({ training, heldOut })
      }),
    )
  })

  test('one person alone is held out from nothing', () => {
    expect(splitByParticipant(['a', 'a'], 1)).toEqual({ training: ['a'], heldOut: [] })
  })
})

describe('folds', () => {
  const days = Array.from({ length: 23 }, (_, i) => ({
    dayId: `p${i % 5}/2024-01-${String(1 + Math.floor(i / 5)).padStart(2, '0')}`,
    participant: `p${i % 5}`,
  }))
  const person = (id: string): string => id.split('/')[0] ?? ''

  test.each(DIVISIONS)('hold out every day once, whatever the order of the days: %s', (division) => {
    const found = folds(days, division, 4, 7)
    expect(found).toHaveLength(division === 'onePerson' ? 5 : 4)
    expect(found.flatMap(({ heldOut }) => [...heldOut]).sort()).toEqual(days.map(({ dayId }) => dayId).sort())
    for (const { training, heldOut } of found) {
      expect(training.size + heldOut.size).toBe(23)
      expect(heldOut.size).toBeGreaterThan(0)
    }
    expect(folds([...days].reverse(), division, 4, 7)).toEqual(found)
  })

  test('by people or one person leave nobody on both sides; by days they do', () => {
    const both = (division: (typeof DIVISIONS)[number]): boolean =>
      folds(days, division, 4, 7).some(({ training, heldOut }) => {
        const learnt = new Set([...training].map(person))
        return [...heldOut].some((id) => learnt.has(person(id)))
      })
    expect(DIVISIONS.map(both)).toEqual([false, false, true, true])
  })

  test('by time are blocks of days that follow one another', () => {
    for (const { heldOut } of folds(days, 'time', 2, 7))
      for (const p of ['p0', 'p3']) {
        const own = days.map(({ dayId }) => dayId).filter((id) => person(id) === p)
        const out = own.map((id) => heldOut.has(id))
        expect(out.filter((held, i) => i > 0 && held !== out[i - 1])).toHaveLength(1)
      }
  })

  test('other seeds deal otherwise; more folds than people is refused', () => {
    expect(folds(days, 'days', 4, 8)).not.toEqual(folds(days, 'days', 4, 7))
    expect(() => folds(days, 'people', 6, 1)).toThrow("5 people can't be 6 folds")
  })
})

const divided = (days: readonly ShownDay[], rules: readonly LabelRule[], seed: number) =>
  dataset(days, rules, { input: 'picture' }, quarterOut(days, seed))

describe('the dataset', () => {
  const day = (participant: string, dailyStress: number, level: number): ShownDay => ({
    dayId: `${participant}/1`,
    participant,
    measures: { dailyStress },
    encoded: grey([level, level, level, level]),
  })

  test('medians and normalisation know nothing of the held-out people', () => {
    const people = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    const { heldOut } = splitByParticipant(people, 3)
    const days = (heldOutStress: number, heldOutGrey: number) =>
      people.map((p, i) => (heldOut.includes(p) ? day(p, heldOutStress, heldOutGrey) : day(p, i, 10 * i)))
    const low = divided(days(0, 0), MMASH_RULES, 3)
    const high = divided(days(1000, 255), MMASH_RULES, 3)
    expect(high.cuts).toEqual(low.cuts)
    expect(high.normalisation).toEqual(low.normalisation)
    expect(high.training).toEqual(low.training)
  })

  test('a day without any label is left out', () => {
    const people = ['a', 'b', 'c', 'd']
    const days = people.map((p, i) => (p === 'a' ? { ...day(p, 0, 0), measures: {} } : day(p, i, 0)))
    const { training, heldOut } = divided(days, MMASH_RULES, 1)
    expect([...training, ...heldOut].map(({ participant }) => participant).sort()).toEqual(['b', 'c', 'd'])
  })

  test('one-class labels are named on either side', () => {
    const days = ['a', 'b', 'c', 'd', 'e'].map((p, i) => day(p, i, 0))
    const { oneClass } = divided(days, MMASH_RULES, 1)
    expect(oneClass).toEqual(['Q1', 'Q2', 'S1', 'S2', 'S3', 'S4'])
  })
})

test('normalisation is the mean and deviation of all grey levels', () => {
  expect(normalisationOf([grey([0, 0, 100, 100])])).toEqual({ mean: [50], deviation: [50] })
  // Without any contrast nothing is divided by zero.
  expect(normalisationOf([grey([7, 7, 7, 7])]).deviation).toEqual([1])
})

describe('scores', () => {
  test('an unknown label does not count', () => {
    const truth: LabelValue[][] = [[1], [null], [0]]
    expect(f1(truth, [[0.9], [0.9], [0.1]]).perLabel).toEqual([1])
    expect(f1(truth, [[0.9], [0.1], [0.1]])).toEqual(f1(truth, [[0.9], [0.9], [0.1]]))
  })

  test('two-class F1 is the mean of both classes', () => {
    // Two of three right: F1 of yes 2/3, of no 2/3.
    const { mean, twoClass } = f1([[1], [1], [0]], [[1], [0], [0]])
    expect(mean).toBeCloseTo(2 / 3)
    expect(twoClass).toBeCloseTo((2 / 3 + 2 / 3) / 2)
  })

  test('refuses answers for another number of days', () => {
    expect(() => f1([[1]], [])).toThrow(/1 days of labels, 0 days of answers/)
  })

  test('trivial predictors: always yes, and the training majority', () => {
    const training = [example([1, 0, 0, 1, 1, 1, null]), example([1, 0, 1, 0, 1, 1, null])]
    const heldOut = [example([1, 1, 0, 1, 0, 1, 0]), example([0, 0, 0, 1, 1, 1, 1])]
    const [ones, majority] = trivialScores(training, heldOut)
    expect(ones?.predictor).toBe('allOnes')
    expect(ones?.f1.map((v) => Number(v.toFixed(3)))).toEqual([0.667, 0.667, 0, 1, 0.667, 1, 0.667])
    expect(majority?.f1[1]).toBe(0)
    expect(majority?.f1[0]).toBeCloseTo(2 / 3)
  })
})

test('shuffled labels keep the pictures and the label rows, but not which belongs to which', () => {
  const days = Array.from({ length: 12 }, (_, i) => example([i % 2 ? 1 : 0, i < 6 ? 1 : 0], `day ${i}`))
  const shuffled = shuffledLabels(days, 1)
  expect(shuffled.map(({ dayId }) => dayId)).toEqual(days.map(({ dayId }) => dayId))
  const rows = (list: Example[]) => list.map(({ labels }) => labels.join()).sort()
  expect(rows(shuffled)).toEqual(rows(days))
  expect(shuffled.map(({ labels }) => labels)).not.toEqual(days.map(({ labels }) => labels))
})

describe('random', () => {
  test('goes on from its state', () => {
    const random = new Random(7)
    random.normal()
    const later = new Random(random.state)
    expect([later.uniform(), later.normal()]).toEqual([random.uniform(), random.normal()])
  })

  test('normal numbers have mean 0 and deviation 1', () => {
    const random = new Random(1)
    const values = Array.from({ length: 20_000 }, () => random.normal())
    const mean = values.reduce((a, b) => a + b, 0) / values.length
    const deviation = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length)
    expect(Math.abs(mean)).toBeLessThan(0.03)
    expect(Math.abs(deviation - 1)).toBeLessThan(0.03)
  })
})

test('the time left leaves out the first step, which compiles', () => {
  const pace = new Pace(10)
  expect(pace.left(0)).toBeNull()
  pace.step(5000)
  expect(pace.left(5000)).toBeNull()
  pace.step(6000)
  pace.step(7000)
  expect(pace.left(7000)).toBeCloseTo(7)
})
