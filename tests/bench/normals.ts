import { Random } from '../../src/training/random.ts'

/** Standard normal numbers, the same for the same seed. */
export function normals(count: number, seed: number): Float32Array {
  const random = new Random(seed)
  return Float32Array.from({ length: count }, () => random.normal())
}

/** [batch, positions, channels] to [batch, channels, positions]. */
export function channelsFirst(values: Float32Array, batch: number, channels: number): Float32Array {
  const positions = values.length / (batch * channels)
  const out = new Float32Array(values.length)
  for (let b = 0; b < batch; b++)
    for (let p = 0; p < positions; p++)
      for (let c = 0; c < channels; c++)
        out[(b * channels + c) * positions + p] = values[(b * positions + p) * channels + c] as number
  return out
}

/** The largest difference as a share of the largest expected value. */
export function apart(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  if (ours.length !== theirs.length) return NaN
  let worst = 0
  let scale = 0
  for (let i = 0; i < theirs.length; i++) {
    // `max` hands NaN on: numbers that are none agree with nothing.
    worst = Math.max(worst, Math.abs((ours[i] as number) - (theirs[i] as number)))
    scale = Math.max(scale, Math.abs(theirs[i] as number))
  }
  return worst / (scale || 1)
}
