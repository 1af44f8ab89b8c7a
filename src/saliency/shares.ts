import type { ChannelTime } from './channel-time.ts'

/** A map's sums over equal parts of the day, [channels × parts], and over channels and parts alone. */
export interface Sums {
  readonly parts: number
  readonly cells: Float64Array
  readonly channels: Float64Array
  readonly byPart: Float64Array
  readonly total: number
}

/** @param size takes evidence for and against by its size; else they cancel */
export function sumsOf({ channels, steps, map }: ChannelTime, parts: number, size = false): Sums {
  const cells = new Float64Array(channels * parts)
  const byChannel = new Float64Array(channels)
  const byPart = new Float64Array(parts)
  let total = 0
  for (let channel = 0; channel < channels; channel++)
    for (let step = 0; step < steps; step++) {
      const value = map[channel * steps + step] as number
      const amount = size ? Math.abs(value) : value
      const part = Math.floor((step * parts) / steps)
      cells[channel * parts + part]! += amount
      byChannel[channel]! += amount
      byPart[part]! += amount
      total += amount
    }
  return { parts, cells, channels: byChannel, byPart, total }
}

/** The same as shares of the whole, which add up to 1; all 0 where there is nothing. */
export function sharesOf(time: ChannelTime, parts: number): Sums {
  const { cells, channels, byPart, total } = sumsOf(time, parts, true)
  const share = (values: Float64Array): Float64Array => values.map((value) => (total > 0 ? value / total : 0))
  return { parts, cells: share(cells), channels: share(channels), byPart: share(byPart), total }
}
