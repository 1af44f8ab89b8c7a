import type { Coverage } from '../lifelog/day.ts'

/** Share of steps that are not NaN, 0 to 1. */
export function knownShare(values: Float32Array): number {
  let known = 0
  for (let i = 0; i < values.length; i++) if (values[i] === values[i]) known++
  return values.length === 0 ? 0 : known / values.length
}

/** Coverage of one channel before and after filling. */
export const coverageOf = (known: Float32Array, filled: Float32Array): Coverage => ({
  before: knownShare(known),
  after: knownShare(filled),
})
