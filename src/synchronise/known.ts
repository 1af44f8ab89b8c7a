/** One bit a step: had this step a sample of its own? Lowest bit of a byte first. */

/** Marks the steps of `values` that are not NaN; ⌈length / 8⌉ bytes. */
export function knownMask(values: Float32Array): Uint8Array {
  const mask = new Uint8Array((values.length + 7) >> 3)
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if (value === value) mask[i >> 3]! |= 1 << (i & 7)
  }
  return mask
}

export const isKnown = (mask: Uint8Array, step: number): boolean =>
  (((mask[step >> 3] ?? 0) >> (step & 7)) & 1) === 1

/** The values before filling: those of `filled` that `mask` marks, NaN elsewhere. */
export function onlyKnown(filled: Float32Array, mask: Uint8Array): Float32Array {
  const known = new Float32Array(filled.length).fill(NaN)
  for (let i = 0; i < filled.length; i++) if (isKnown(mask, i)) known[i] = filled[i] as number
  return known
}
