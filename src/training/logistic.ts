/**
 * A plain logistic regression, to stand beside networks: what needs no network should not be credited to one.
 * Columns are scaled by the training rows, what is unknown becomes their mean, and weights pay half their square
 * (scikit-learn's default, C = 1).
 */
export class LogisticRegression {
  readonly #mean: Float64Array
  readonly #scale: Float64Array
  /** One a column, and the intercept. */
  readonly #weights: Float64Array

  /**
   * @param rows [rows, columns], NaN where unknown
   * @param truth 0, 1, or null where unknown: such a row counts for the scaling alone
   */
  constructor(rows: readonly Float32Array[], truth: readonly (0 | 1 | null)[]) {
    const columns = rows[0]?.length ?? 0
    this.#mean = new Float64Array(columns)
    this.#scale = new Float64Array(columns).fill(1)
    for (let k = 0; k < columns; k++) {
      const known = rows.map((row) => row[k] as number).filter((value) => value === value)
      const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length)
      const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, known.length)
      this.#mean[k] = mean
      this.#scale[k] = Math.sqrt(variance) || 1
    }
    const answered = rows.flatMap((row, i) => (truth[i] === null ? [] : [this.#scaled(row)]))
    this.#weights = fitted(
      answered,
      truth.filter((value) => value !== null),
      columns,
    )
  }

  /** The probability of 1. */
  probability(row: Float32Array): number {
    return sigmoid(score(this.#scaled(row), this.#weights))
  }

  /** The intercept's column is 1. */
  #scaled(row: Float32Array): Float64Array {
    const scaled = new Float64Array(row.length + 1)
    for (let k = 0; k < row.length; k++) {
      const value = row[k] as number
      scaled[k] = value === value ? (value - this.#mean[k]!) / this.#scale[k]! : 0
    }
    scaled[row.length] = 1
    return scaled
  }
}

const STEPS = 400

/** Nesterov's accelerated gradient; the loss is convex, its steepest bend found by power iteration. */
function fitted(rows: readonly Float64Array[], truth: readonly (0 | 1)[], columns: number): Float64Array {
  let weights = new Float64Array(columns + 1)
  let ahead = weights
  const rate = 1 / (1 + steepest(rows, columns + 1) / 4)
  for (let step = 0; step < STEPS; step++) {
    const gradient = new Float64Array(columns + 1)
    rows.forEach((row, i) => {
      const error = sigmoid(score(row, ahead)) - truth[i]!
      for (let k = 0; k <= columns; k++) gradient[k]! += error * row[k]!
    })
    // The intercept is free.
    for (let k = 0; k < columns; k++) gradient[k]! += ahead[k]!
    const next = ahead.map((weight, k) => weight - rate * gradient[k]!)
    const momentum = step / (step + 3)
    const before = weights
    ahead = next.map((weight, k) => weight + momentum * (weight - before[k]!))
    weights = next
  }
  return weights
}

/** The largest eigenvalue of rowsᵀ rows, from below within a few per cent; doubled steps would be too long. */
function steepest(rows: readonly Float64Array[], columns: number): number {
  let vector = new Float64Array(columns).fill(1 / Math.sqrt(columns))
  let norm = 1
  for (let turn = 0; turn < 30; turn++) {
    const next = new Float64Array(columns)
    for (const row of rows) {
      const along = score(row, vector)
      for (let k = 0; k < columns; k++) next[k]! += along * row[k]!
    }
    norm = Math.sqrt(next.reduce((sum, value) => sum + value * value, 0)) || 1
    vector = next.map((value) => value / norm)
  }
  return 1.05 * norm
}

const score = (row: Float64Array, weights: Float64Array): number => {
  let sum = 0
  for (let k = 0; k < row.length; k++) sum += row[k]! * weights[k]!
  return sum
}

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value))
