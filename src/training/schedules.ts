/** Learning rates an epoch, counted from 0, with PyTorch's conventions. */
export type Schedule = (epoch: number) => number

export const constant =
  (learningRate: number): Schedule =>
  () =>
    learningRate

/** Cosine annealing (Loshchilov & Hutter 2017, eq. 5) from `learningRate` to `lowest` over `period` epochs. */
export const cosine =
  (learningRate: number, period: number, lowest = 0): Schedule =>
  (epoch) =>
    lowest + ((learningRate - lowest) * (1 + Math.cos((Math.PI * epoch) / period))) / 2

/** Cosine annealing with warm restarts (SGDR): each period is `growth` times as long as the one before. */
export const warmRestarts =
  (learningRate: number, firstPeriod: number, growth: number, lowest = 0): Schedule =>
  (epoch) => {
    let start = 0
    let period = firstPeriod
    while (epoch >= start + period) {
      start += period
      period *= growth
    }
    return cosine(learningRate, period, lowest)(epoch - start)
  }

/**
 * The 11-channel notebook's (reference 5.4): in each cycle up from 0 along a line, then down along half a cosine; the
 * next cycle falls `growth` times as long from `shrink` of the peak.
 */
export const warmUpRestarts =
  (peak: number, first: number, growth: number, warmUp: number, shrink: number): Schedule =>
  (epoch) => {
    let [start, period, top] = [0, first, peak]
    while (epoch >= start + period) {
      start += period
      period = (period - warmUp) * growth + warmUp
      top *= shrink
    }
    const at = epoch - start
    return at < warmUp ? (top * at) / warmUp : cosine(top, period - warmUp)(at - warmUp)
  }

/** A schedule as data. Periods are epochs; `whole` lasts as long as the run. */
export type ScheduleChoice =
  | { readonly kind: 'constant' }
  | { readonly kind: 'cosine'; readonly period: number | 'whole' }
  | { readonly kind: 'restarts'; readonly first: number; readonly growth: number; readonly lowest: number }
  | {
      readonly kind: 'warmUpRestarts'
      readonly first: number
      readonly growth: number
      readonly warmUp: number
      readonly shrink: number
    }

export function scheduleOf(choice: ScheduleChoice, learningRate: number, epochs: number): Schedule {
  switch (choice.kind) {
    case 'constant':
      return constant(learningRate)
    case 'cosine':
      return cosine(learningRate, choice.period === 'whole' ? epochs : choice.period)
    case 'restarts':
      return warmRestarts(learningRate, choice.first, choice.growth, choice.lowest)
    case 'warmUpRestarts':
      return warmUpRestarts(learningRate, choice.first, choice.growth, choice.warmUp, choice.shrink)
  }
}
