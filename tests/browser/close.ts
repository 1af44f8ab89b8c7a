import { expect } from 'vitest'
import { Random } from '../../src/training/random.ts'

/** Standard normal numbers, the same for the same seed. */
export function normals(count: number, seed: number): Float32Array {
  const random = new Random(seed)
  return Float32Array.from({ length: count }, () => random.normal())
}

/** Largest difference over the largest expected value is at most `tolerance`. */
export function expectClose(ours: ArrayLike<number>, theirs: ArrayLike<number>, tolerance = 2e-5): void {
  expect(ours.length).toBe(theirs.length)
  let worst = 0
  let scale = 0
  for (let i = 0; i < theirs.length; i++) {
    const difference = Math.abs((ours[i] ?? NaN) - (theirs[i] ?? NaN))
    if (!(difference <= worst)) worst = difference
    scale = Math.max(scale, Math.abs(theirs[i] ?? NaN))
  }
  expect(worst / (scale || 1)).toBeLessThanOrEqual(tolerance)
}
