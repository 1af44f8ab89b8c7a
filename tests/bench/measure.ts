export interface Timing {
  /** The median. */
  readonly ms: number
  /** The shortest: far below the median where something else kept the machine busy. */
  readonly best: number
  readonly runs: number
}

export interface Patience {
  readonly warmUp: number
  /** Measured runs at the least, and at the most. */
  readonly least: number
  readonly most: number
  /** No further run is begun after so many milliseconds, once the least are done. */
  readonly budget: number
}

export const PATIENT: Patience = { warmUp: 2, least: 5, most: 25, budget: 4000 }
/** For work of seconds. */
export const SLOW: Patience = { warmUp: 1, least: 3, most: 5, budget: 12_000 }
/** For work of milliseconds and less. */
export const QUICK: Patience = { warmUp: 3, least: 7, most: 60, budget: 300 }

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2
}

export const timingOf = (times: readonly number[]): Timing => ({
  ms: median(times),
  best: Math.min(...times),
  runs: times.length,
})

/** Median time of `work`, which has ended when its promise has. */
export async function timed(work: () => Promise<void> | void, patience: Patience): Promise<Timing> {
  for (let i = 0; i < patience.warmUp; i++) await work()
  const times: number[] = []
  const begin = performance.now()
  while (
    times.length < patience.least ||
    (times.length < patience.most && performance.now() - begin < patience.budget)
  ) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return timingOf(times)
}

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message.split('\n')[0] || error.name : String(error)
