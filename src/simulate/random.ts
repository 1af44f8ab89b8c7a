/** Numbers that a seed decides. */
export interface Random {
  /** 0 to below 1. */
  next(): number
  /** `from` to below `to`. */
  between(from: number, to: number): number
  /** Of mean 0 and deviation 1. */
  normal(): number
  chance(probability: number): boolean
}

/** So many normal numbers are drawn beforehand: a person-month needs hundreds of millions. */
const NORMALS = 1 << 16

let normals: Float32Array | undefined

/** The bell's own numbers, from one fixed stream for all seeds: Box and Muller's way. */
function bell(): Float32Array {
  if (normals) return normals
  const draw = mulberry(1)
  normals = Float32Array.from(
    { length: NORMALS },
    () => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw()),
  )
  return normals
}

/** Tommy Ettinger's mulberry32: 32 bits of state, which is plenty for make-believe. */
function mulberry(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A stream of its own for every list of numbers, so that one more draw here changes nothing there. */
export function random(...seeds: readonly number[]): Random {
  let seed = 0x9e3779b9
  for (const one of seeds) seed = Math.imul(seed ^ (one + 0x7f4a7c15), 0x85ebca6b) ^ (seed >>> 13)
  const next = mulberry(seed)
  const table = bell()
  return {
    next,
    between: (from, to) => from + (to - from) * next(),
    normal: () => table[Math.floor(next() * NORMALS)]!,
    chance: (probability) => next() < probability,
  }
}
