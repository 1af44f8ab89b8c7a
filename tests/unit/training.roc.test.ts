import { expect, test } from 'vitest'
import { rocArea, rocCurve } from '../../src/training/roc.ts'

test('a curve’s area by trapezia is the rank statistic, ties and unknown labels included', () => {
  const truth = [1, 0, null, 1, 0, 1, 0, 1] as const
  const said = [0.9, 0.8, 0.7, 0.6, 0.6, 0.6, 0.2, 0.1]
  const curve = rocCurve(truth, said)!
  const area = curve
    .slice(1)
    .reduce(
      (sum, { falseAlarms, hits }, k) =>
        sum + ((falseAlarms - curve[k]!.falseAlarms) * (hits + curve[k]!.hits)) / 2,
      0,
    )
  expect(area).toBeCloseTo(rocArea(truth, said)!)
  expect(curve[0]).toEqual({ falseAlarms: 0, hits: 0 })
  expect(curve.at(-1)).toEqual({ falseAlarms: 1, hits: 1 })
  // 0.9, 0.8, 0.6 (three days), 0.2, 0.1
  expect(curve).toHaveLength(6)
})

test('one class has none', () => expect(rocCurve([1, 1, null], [0.1, 0.2, 0.3])).toBeNull())
