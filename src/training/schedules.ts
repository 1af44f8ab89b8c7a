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
