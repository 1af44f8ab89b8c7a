import type { ChannelId } from '../../lifelog/channels.ts'
import { SECONDS_A_DAY, type Day } from '../../lifelog/day.ts'

/** A stretch of a day, in seconds after its start. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

export const WHOLE_DAY: Stretch = { from: 0, to: SECONDS_A_DAY }

/** Fewer seconds show no more. */
const LEAST = 10

/** A stretch inside the day, of at least ten seconds. */
export function within(from: number, to: number): Stretch {
  const length = Math.min(SECONDS_A_DAY, Math.max(LEAST, to - from))
  const start = Math.min(SECONDS_A_DAY - length, Math.max(0, (from + to - length) / 2))
  return { from: Math.round(start), to: Math.round(start + length) }
}

/** So many times as long, about its middle. */
export function scaled({ from, to }: Stretch, times: number): Stretch {
  const [middle, half] = [(from + to) / 2, ((to - from) / 2) * times]
  return within(middle - half, middle + half)
}

/** Earlier or later by a share of its length. */
export function shifted({ from, to }: Stretch, share: number): Stretch {
  const by = share * (to - from)
  return within(from + by, to + by)
}

/** Seconds and values for a chart; null where nothing is known. */
export function seriesOf(day: Pick<Day, 'channels'>, channel: ChannelId): [number[], (number | null)[]] {
  const values = day.channels.get(channel) ?? new Float32Array()
  const perStep = SECONDS_A_DAY / values.length
  const xs = new Array<number>(values.length)
  const ys = new Array<number | null>(values.length)
  for (const [i, value] of values.entries()) {
    xs[i] = i * perStep
    ys[i] = value === value ? value : null
  }
  return [xs, ys]
}

export interface Summary {
  readonly low: number
  readonly high: number
  readonly mean: number
  /** Share of the steps that are known, 0 to 1. */
  readonly known: number
}

/** What a channel does in a stretch; null where nothing is known of it. */
export function summaryOf(
  day: Pick<Day, 'channels'>,
  channel: ChannelId,
  { from, to }: Stretch,
): Summary | null {
  const values = day.channels.get(channel) ?? new Float32Array()
  const perSecond = values.length / SECONDS_A_DAY
  const steps = values.subarray(Math.floor(from * perSecond), Math.ceil(to * perSecond))
  let [low, high, sum, count] = [Infinity, -Infinity, 0, 0]
  for (const value of steps) {
    if (value !== value) continue
    if (value < low) low = value
    if (value > high) high = value
    sum += value
    count++
  }
  return count === 0 ? null : { low, high, mean: sum / count, known: count / steps.length }
}
