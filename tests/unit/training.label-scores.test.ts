import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { calibration } from '../../src/training/calibration.ts'
import { labelScore, labelScores, yesOf } from '../../src/training/label-scores.ts'
import { f1, type Truth } from '../../src/training/metrics.ts'
import { overall } from '../../src/training/overall-scores.ts'
import { rocArea } from '../../src/training/roc.ts'

interface Case {
  readonly y: Truth
  readonly probability: number[][]
}
const { cases } = JSON.parse(
  readFileSync(new URL('../golden/data/macro-f1-seed1.json', import.meta.url), 'utf8'),
) as { cases: Case[] }
/** Thirty days of seven labels. */
const { y, probability } = cases[2]!
/** In steps of a tenth, so that there are ties. */
const coarse = probability.map((row) => row.map((p) => Math.round(p * 10) / 10))

const digits = (values: readonly (number | null)[]): number[] => values.map((v) => Number(v?.toFixed(8)))

describe('a label as scikit-learn 1.9.1 scores it', () => {
  // On the third case of macro-f1-seed1.json, probabilities rounded to a tenth, yes above 0.5: precision_score,
  // recall_score, f1_score (also average='macro'), roc_auc_score and confusion_matrix, a label at a time.
  const scores = labelScores(y, coarse)

  test('precision, recall, both F1', () => {
    expect(digits(scores.map(({ precision }) => precision))).toEqual(
      digits([0.1538461538, 0.15, 0.1111111111, 0.2142857143, 0, 0.2666666667, 0.2]),
    )
    expect(digits(scores.map(({ recall }) => recall))).toEqual(digits([0.4, 0.6, 0.125, 0.6, 0, 0.5, 0.25]))
    expect(digits(scores.map((score) => score.f1))).toEqual(
      digits([0.2222222222, 0.24, 0.1176470588, 0.3157894737, 0, 0.347826087, 0.2222222222]),
    )
    expect(digits(scores.map(({ twoClassF1 }) => twoClassF1))).toEqual(
      digits([
        0.4444444444, 0.3485714286, 0.3844049248, 0.4993581515, 0.3333333333, 0.4712103408, 0.4444444444,
      ]),
    )
  })

  test('ROC area, with ties', () => {
    expect(digits(scores.map((score) => score.rocArea))).toEqual(
      digits([0.5, 0.456, 0.3238636364, 0.548, 0.3645833333, 0.5170454545, 0.5681818182]),
    )
  })

  test('confusion', () => {
    expect(
      scores.map(({ rejections, falseAlarms, misses, hits }) => [rejections, falseAlarms, misses, hits]),
    ).toEqual([
      [14, 11, 3, 2],
      [8, 17, 2, 3],
      [14, 8, 7, 1],
      [14, 11, 2, 3],
      [15, 9, 6, 0],
      [11, 11, 4, 4],
      [14, 8, 6, 2],
    ])
  })

  test('the reliability curve of Q1 in five bins, and its Brier score', () => {
    // calibration_curve(y, p, n_bins=5) of the unrounded probabilities; brier_score_loss of the rounded ones.
    const { bins, error } = calibration(
      y.map((row) => row[0]!),
      probability.map((row) => row[0]!),
      5,
    )
    expect(digits(bins.map(({ was }) => was))).toEqual(
      digits([0.2222222222, 0, 0.1666666667, 0, 0.2222222222]),
    )
    expect(digits(bins.map(({ said }) => said))).toEqual(
      digits([0.1028857778, 0.2904556667, 0.500863, 0.677928, 0.8727551111]),
    )
    const apart = bins.map(({ said, was, days }) => (Math.abs(said! - was!) * days) / 30)
    expect(error).toBeCloseTo(apart.reduce((a, b) => a + b))
    const { brier } = calibration(
      y.map((row) => row[0]!),
      coarse.map((row) => row[0]!),
    )
    expect(brier).toBeCloseTo(0.3386666667, 9)
  })
})

describe('a label', () => {
  test('by hand: ties are half a win', () => {
    expect(rocArea([0, 1], [0.3, 0.7])).toBe(1)
    expect(rocArea([1, 0], [0.3, 0.7])).toBe(0)
    expect(rocArea([1, 0, 0], [0.5, 0.5, 0.2])).toBe(0.75)
  })

  test('of one class has no ROC area, and an unknown day does not count', () => {
    expect(rocArea([1, 1, null], [0.1, 0.9, 0.5])).toBeNull()
    const known = labelScore([1, 0], [0.9, 0.2], [true, false])
    expect(labelScore([1, null, 0], [0.9, 0.9, 0.2], [true, true, false])).toEqual(known)
    expect(known).toMatchObject({ hits: 1, rejections: 1, misses: 0, falseAlarms: 0, twoClassF1: 1 })
  })

  test('refuses answers for another number of days', () => {
    expect(() => labelScores([[1]], [])).toThrow('1 days of labels, 0 days of answers')
    expect(() => labelScore([1], [], [])).toThrow(RangeError)
  })

  test('thresholds are each label’s own, and strict', () => {
    expect(yesOf([[0.5, 0.3]])).toEqual([[false, false]])
    expect(yesOf([[0.5, 0.3]], [0.5, 0.2])).toEqual([[false, true]])
  })

  test('of an empty bin nothing is said', () => {
    const { bins, error, brier } = calibration([null], [0.4], 2)
    expect(bins.map(({ days, said, was }) => [days, said, was])).toEqual([
      [0, null, null],
      [0, null, null],
    ])
    expect([error, brier]).toEqual([null, null])
    expect(calibration([1, 0, 1], [0, 0.5, 1], 2).bins.map(({ days }) => days)).toEqual([2, 1])
  })
})

describe('the three metrics', () => {
  test('agree with the two that the run logs', () => {
    const { mean, twoClass } = f1(y, probability)
    const found = overall(labelScores(y, probability))
    expect(found.positive).toBeCloseTo(mean, 12)
    expect(found.twoClass).toBeCloseTo(twoClass, 12)
  })

  test('the challenge gives ten points, one for Q3', () => {
    const right = { f1: 1, twoClassF1: 1 }
    const wrong = { f1: 0, twoClassF1: 0 }
    expect(overall(Array(7).fill(right)).challenge).toBe(10)
    expect(overall([right, right, wrong, right, right, right, right]).challenge).toBe(9)
    expect(overall([wrong, right, right, right, right, right, right]).challenge).toBe(8.5)
    expect(() => overall([right])).toThrow('1 scores for 7 labels')
  })
})
