/** Filling between known steps. Nothing is ever filled before the first or after the last known step. */

/**
 * Straight lines between known steps (the paper's second step).
 * @param known one value a step, NaN where unknown
 * @param longest runs of more unknown steps than this stay open; the paper has no limit
 * @returns a new array
 */
export function fillLinear(known: Float32Array, longest: number = Infinity): Float32Array {
  return fill(known, longest, (before, after, share) => before + (after - before) * share)
}

/** As `fillLinear`, but a class stays what it was until it is seen to change: between two classes lies none. */
export function fillHeld(known: Float32Array, longest: number = Infinity): Float32Array {
  return fill(known, longest, (before) => before)
}

function fill(
  known: Float32Array,
  longest: number,
  between: (before: number, after: number, share: number) => number,
): Float32Array {
  const filled = known.slice()
  let last = -1
  for (let i = 0; i < known.length; i++) {
    const after = known[i] as number
    if (after !== after) continue
    const unknown = i - last - 1
    if (last >= 0 && unknown > 0 && unknown <= longest) {
      const before = known[last] as number
      for (let k = last + 1; k < i; k++) filled[k] = between(before, after, (k - last) / (i - last))
    }
    last = i
  }
  return filled
}
