import { CHANNELS, type ChannelId } from '../../lifelog/channels.ts'

/** Values at the bottom and the top edge of a row. */
export type Range = readonly [low: number, high: number]

/** How far Matplotlib widens a range without width, as a share of the value. */
const WIDEN = 0.001

/** Quantile at share `q` of ascending values, linear between neighbours. */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) return NaN
  const at = q * (sorted.length - 1)
  const below = sorted[Math.floor(at)] as number
  const above = sorted[Math.ceil(at)] as number
  return below + (above - below) * (at - Math.floor(at))
}

/** Share of a day's values on each side that a range leaves out. */
const OUTSIDE = 0.0001

/**
 * The day's 0.0001 and 0.9999 quantiles of what is known (11 channels as coded). Only the few values beyond them are
 * put in order: sorting a day would take longer than drawing it.
 */
export function quantileRange(known: Float32Array): Range {
  let count = 0
  for (let i = 0; i < known.length; i++) if (known[i] === known[i]) count++
  const rank = OUTSIDE * (count - 1)
  const share = rank - Math.floor(rank)
  const least = lowest(known, Math.ceil(rank) + 1, 1)
  const most = lowest(known, Math.ceil(rank) + 1, -1)
  const between = (of: Float64Array): number => {
    const [inner, outer] = [of[Math.ceil(rank)] as number, of[Math.floor(rank)] as number]
    return outer + (inner - outer) * share
  }
  return withWidth(count === 0 ? [NaN, NaN] : [between(least), -between(most)])
}

/** The `count` lowest of the values times `sign`, ascending; NaN is none of them. */
function lowest(values: Float32Array, count: number, sign: 1 | -1): Float64Array {
  const found = new Float64Array(count).fill(Infinity)
  let bar = Infinity
  for (let i = 0; i < values.length; i++) {
    const value = sign * (values[i] as number)
    if (!(value < bar)) continue
    let at = count - 1
    for (; at > 0 && (found[at - 1] as number) > value; at--) found[at] = found[at - 1] as number
    found[at] = value
    bar = found[count - 1] as number
  }
  return found
}

/** Lowest to highest value, 5 % of the range more on each side (5 channels as coded). */
export function autoscale(values: Float32Array): Range {
  let [low, high] = [Infinity, -Infinity]
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if (value < low) low = value
    if (value > high) high = value
  }
  const [from, to] = withWidth([low, high])
  const margin = low === high ? 0 : 0.05 * (to - from)
  return [from - margin, to + margin]
}

/** Widens a range on both sides by a share of its width. */
export const padded = ([low, high]: Range, share: number): Range => [
  low - share * (high - low),
  high + share * (high - low),
]

/**
 * The `recommended` range: quantiles for levels and counts, all its classes for a class, and a margin, so that
 * a line at rest is drawn whole and never looks like nothing.
 */
export function recommendedRange(channel: ChannelId, known: Float32Array): Range {
  const { kind, plausible } = CHANNELS[channel]
  return padded(kind === 'class' ? plausible : quantileRange(known), 0.04)
}

/** A constant gets room above and below; nothing known gets 0 to 1. */
function withWidth([low, high]: Range): Range {
  if (!(high >= low) || !Number.isFinite(high - low)) return [0, 1]
  if (high > low) return [low, high]
  const half = Math.max(Math.abs(low) * WIDEN, WIDEN)
  return [low - half, high + half]
}
