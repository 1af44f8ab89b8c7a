import { describe, expect, test } from 'vitest'
import { LABELS, type LabelValue } from '../../src/lifelog/labels.ts'
import type { Dataset, ShownDay } from '../../src/training/dataset.ts'
import { digestOfDays } from '../../src/training/digest.ts'
import { foldRecord } from '../../src/training/fold-record.ts'
import { rowAnswers } from '../../src/training/predictor-rows.ts'
import { EXPERIMENT } from '../fixtures/fold-records.ts'

const encoded = (value: number) => ({ height: 1, width: 2, depth: 1, values: Float32Array.of(value, 0) })

describe('a digest of days', () => {
  const day = (dayId: string, value: number, more: Partial<ShownDay> = {}): ShownDay => ({
    dayId,
    participant: 'p',
    measures: { dailyStress: 3, pittsburgh: 4 },
    encoded: encoded(value),
    ...more,
  })

  test('is the same in any order, of days and of what was measured', async () => {
    const digest = await digestOfDays([day('a', 1), day('b', 2)])
    const turned = { measures: { pittsburgh: 4, dailyStress: 3 } }
    expect(await digestOfDays([day('b', 2), day('a', 1, turned)])).toEqual(digest)
    expect(digest.count).toBe(2)
    expect(digest.sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  test('is another one where anything differs', async () => {
    const all = await Promise.all(
      [
        day('a', 1),
        day('a', 1.5),
        day('c', 1),
        day('a', 1, { participant: 'q' }),
        day('a', 1, { measures: { dailyStress: 4, pittsburgh: 4 } }),
        day('a', 1, { given: { Q1: 1 } }),
        day('a', 1, { encoded: { ...encoded(1), height: 2, width: 1 } }),
      ].map((one) => digestOfDays([one])),
    )
    expect(new Set(all.map(({ sha256 }) => sha256)).size).toBe(7)
  })

  test('is of the values alone, wherever they lie', async () => {
    const within = Float32Array.of(9, 1, 0, 9).subarray(1, 3)
    expect(await digestOfDays([day('a', 0, { encoded: { ...encoded(0), values: within } })])).toEqual(
      await digestOfDays([day('a', 1)]),
    )
  })
})

describe('a fold', () => {
  const days = (participant: string, values: readonly (0 | 1)[]) =>
    values.map((value, k) => ({
      dayId: `${participant}/${k}`,
      participant,
      labels: LABELS.map((): LabelValue => value),
      encoded: encoded(0),
    }))
  const training = [...days('a', [1, 1, 1, 0]), ...days('b', [0, 0, 0, 1])]
  const record = (heldOut: ReturnType<typeof days>) => {
    const data: Dataset = {
      training,
      heldOut,
      trainingPeople: ['a', 'b'],
      heldOutPeople: ['a'],
      cuts: new Map([['Q1', 5]]),
      normalisation: { mean: [0], deviation: [1] },
      oneClass: [],
      oneClassHeldOut: [],
    }
    return foldRecord({
      experiment: EXPERIMENT,
      fold: 1,
      data,
      result: { history: [], keptEpoch: 1 },
      weights: '',
      // All below a half; yes above 0.25.
      onTraining: training.map(({ labels }) => LABELS.map(() => 0.2 + 0.1 * (labels[0] ?? 0))),
      answers: { network: heldOut.map(() => LABELS.map(() => 0.28)) },
    })
  }

  test('has its thresholds from training days, whatever the held-out ones are', () => {
    const { thresholds, cutOffs } = record(days('a', [1, 1]))
    expect(thresholds.network[0]).toBeCloseTo(0.25)
    expect(record(days('a', [0, 0])).thresholds).toEqual(thresholds)
    expect(cutOffs).toEqual([['Q1', 5]])
  })

  test('answers by row: the same probabilities at other thresholds, habits, the commoner answer', () => {
    const fold = record(days('a', [1, 0]))
    const yes = (row: Parameters<typeof rowAnswers>[0]) => rowAnswers(row, fold)?.yes.map(([first]) => first)
    expect(yes('network')).toEqual([false, false])
    expect(yes('networkTuned')).toEqual([true, true])
    expect(fold.answers.habit).toEqual([Array(7).fill(0.75), Array(7).fill(0.75)])
    expect(yes('habitTwoClass')).toEqual([true, true])
    // Four of eight training days are yes.
    expect(yes('majority')).toEqual([true, true])
    expect(rowAnswers('oracle', fold)).toBeNull()
  })
})
