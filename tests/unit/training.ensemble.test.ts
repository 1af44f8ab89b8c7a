import { describe, expect, test } from 'vitest'
import { ensembleAnswers, ensembleThresholds } from '../../src/training/ensemble.ts'

describe('an ensemble', () => {
  test('means probabilities, votes, and says how little its networks agree', () => {
    // Three networks, one day, two labels. numpy.std([.9, .6, .3], ddof=1) is 0.3.
    const [day] = ensembleAnswers([[[0.9, 0.9]], [[0.6, 0.4]], [[0.3, 0.4]]])
    expect(day!.probabilities[0]).toBeCloseTo(0.6)
    expect(day!.spread[0]).toBeCloseTo(0.3)
    // The mean of the second is above a half, but two of three say no.
    expect(day!.probabilities[1]).toBeGreaterThan(0.5)
    expect(day!.vote).toEqual([1, 0])
  })

  test('each network votes at its own threshold; half of the votes are no majority', () => {
    const answers = [[[0.4]], [[0.4]]]
    expect(ensembleAnswers(answers)[0]!.vote).toEqual([0])
    expect(ensembleAnswers(answers, [[0.3], [0.5]])[0]!.vote).toEqual([0])
    expect(ensembleAnswers(answers, [[0.3], [0.3]])[0]!.vote).toEqual([1])
  })

  test('one network agrees with itself', () => {
    expect(ensembleAnswers([[[0.7]]])).toEqual([{ probabilities: [0.7], vote: [1], spread: [0] }])
  })

  test('needs a network, and the same days of all', () => {
    expect(() => ensembleAnswers([])).toThrow('needs a network')
    expect(() => ensembleAnswers([[[0.1]], []])).toThrow('1 days of one network, 0 of another')
  })

  test('takes the mean of thresholds', () => {
    expect(ensembleThresholds([[0.2, 0.5], [0.4, 0.7]])[0]).toBeCloseTo(0.3) // prettier-ignore
  })
})
