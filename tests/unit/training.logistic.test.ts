import { describe, expect, it } from 'vitest'
import { LogisticRegression } from '../../src/training/logistic.ts'
import { Random } from '../../src/training/random.ts'

/** Five columns at very different scales, of which two decide. */
function study(count: number, seed: number) {
  const random = new Random(seed)
  const rows = Array.from({ length: count }, () =>
    Float32Array.from([1, 1000, 0.01, 5, 1], (scale) => scale * random.normal() + 3 * scale),
  )
  const truth = rows.map((row): 0 | 1 => {
    const logit = 2 * (row[0]! - 3) - 3 * ((row[1]! - 3000) / 1000) + 0.5
    return random.uniform() < 1 / (1 + Math.exp(-logit)) ? 1 : 0
  })
  return { rows, truth }
}

describe('the logistic regression', () => {
  it('finds the weights that plain gradient descent finds', () => {
    // A hundred thousand small steps in NumPy on the same four rows, scaled: weight 0.45336, intercept 0.
    const rows = [[0], [1], [2], [3]].map((row) => Float32Array.from(row))
    const model = new LogisticRegression(rows, [0, 1, 0, 1])
    expect(model.probability(Float32Array.of(0))).toBeCloseTo(0.35246, 3)
    expect(model.probability(Float32Array.of(3))).toBeCloseTo(0.64754, 3)
  })

  it('answers new rows nearly as well as the rule that made them', () => {
    const { rows, truth } = study(800, 1)
    const model = new LogisticRegression(rows, truth)
    const fresh = study(800, 2)
    const right = fresh.rows.filter((row, i) => model.probability(row) > 0.5 === (fresh.truth[i] === 1))
    expect(right.length / 800).toBeGreaterThan(0.8)
  })

  it('takes what is unknown as the mean, and leaves rows without an answer out', () => {
    const { rows, truth } = study(300, 3)
    const all = new LogisticRegression(rows, truth)
    const more = new LogisticRegression([...rows, rows[0]!, rows[1]!], [...truth, null, null])
    const row = rows[5]!
    expect(more.probability(row)).toBeCloseTo(all.probability(row), 1)
    const mean = Float32Array.from(row, (_, k) => rows.reduce((sum, r) => sum + r[k]!, 0) / rows.length)
    expect(all.probability(new Float32Array(5).fill(NaN))).toBeCloseTo(all.probability(mean), 5)
  })
})
