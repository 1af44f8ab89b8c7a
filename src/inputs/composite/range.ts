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

/** The day's 0.0001 and 0.9999 quantiles of what is known (11 channels as coded). */
export function quantileRange(known: Float32Array): Range {
  const sorted = known.filter((value) => value === value).sort()
  return withWidth([quantile(sorted, 0.0001), quantile(sorted, 0.9999)])
}

/** Lowest to highest value, 5 % of the range more on each side (5 channels as coded). */
export function autoscale(values: Float32Array): Range {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
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
