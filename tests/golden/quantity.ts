/** One line of `npm run golden`. */
export interface Quantity {
  readonly file: string
  readonly name: string
  /** Worst error found; relative unless the quantity says otherwise; NaN where nothing was compared. */
  readonly error: number
  readonly tolerance: number
  readonly verdict: 'pass' | 'fail' | 'not built' | 'nothing to compare'
}

export interface GoldenFile {
  readonly name: string
  readonly bytes: Uint8Array
  /** Bytes of another golden file, by its name; throws where there is none. */
  readonly beside?: (name: string) => Promise<Uint8Array>
}

/** Answers whether a quantity is wanted; saves computing the others. */
export type Wanted = (name: string) => boolean

export const judged = (file: string, name: string, error: number, tolerance: number): Quantity => ({
  file,
  name,
  error,
  tolerance,
  // A NaN fails: it is not at most the tolerance.
  verdict: error <= tolerance ? 'pass' : 'fail',
})

export const notBuilt = (file: string, name: string): Quantity => ({
  file,
  name,
  error: NaN,
  tolerance: NaN,
  verdict: 'not built',
})

export const nothingToCompare = (file: string, name: string): Quantity => ({
  ...notBuilt(file, name),
  verdict: 'nothing to compare',
})

/** max |a − b| / scale, where scale is max |b| unless given. */
export function relativeError(
  ours: ArrayLike<number>,
  theirs: ArrayLike<number>,
  scale = largest(theirs),
): number {
  if (ours.length !== theirs.length) return Infinity
  let worst = 0
  for (let i = 0; i < theirs.length; i++) {
    const difference = Math.abs((ours[i] ?? NaN) - (theirs[i] ?? NaN))
    if (!(difference <= worst)) worst = difference
  }
  return scale > 0 ? worst / scale : worst
}

export function largest(values: ArrayLike<number>): number {
  let most = 0
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i] ?? 0))
  return most
}

export function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = a.length
  if (n !== b.length) return NaN
  let ma = 0
  let mb = 0
  for (let i = 0; i < n; i++) {
    ma += (a[i] ?? NaN) / n
    mb += (b[i] ?? NaN) / n
  }
  let ab = 0
  let aa = 0
  let bb = 0
  for (let i = 0; i < n; i++) {
    const x = (a[i] ?? NaN) - ma
    const y = (b[i] ?? NaN) - mb
    ab += x * y
    aa += x * x
    bb += y * y
  }
  return ab / Math.sqrt(aa * bb)
}
