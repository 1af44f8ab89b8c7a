import { percentileInterval, resampling, type Interval } from '../training/bootstrap.ts'

/** How much of the maps lies on each sensor, over many days. */
export interface Ranking {
  /** Mean share of each channel, with where 95 % of samples of people have it; null with one person alone. */
  readonly channels: readonly { readonly mean: number; readonly interval: Interval | null }[]
  readonly days: number
  readonly people: number
}

/** One day's shares of the channels. */
export interface DayShares {
  readonly participant: string
  readonly channels: ArrayLike<number>
}

/** Whole people are drawn, each with all of their days: days of one person are alike. */
export function rankingOf(days: readonly DayShares[], seed = 1): Ranking {
  const { personOf, draws } = resampling(
    days.map(({ participant }) => participant),
    seed,
  )
  const count = days[0]?.channels.length ?? 0
  const meanBy = (channel: number, times: (day: number) => number): number => {
    let [sum, all] = [0, 0]
    days.forEach(({ channels }, day) => {
      sum += times(day) * (channels[channel] as number)
      all += times(day)
    })
    return sum / all
  }
  return {
    channels: Array.from({ length: count }, (_, channel) => ({
      mean: meanBy(channel, () => 1),
      interval: percentileInterval(
        draws.map((times) => meanBy(channel, (day) => times[personOf[day] as number] ?? 0)),
      ),
    })),
    days: days.length,
    people: new Set(days.map(({ participant }) => participant)).size,
  }
}
