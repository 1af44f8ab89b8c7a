/** Tells how long the rest will take from how long the steps so far took; the first is left out, it compiles. */
export class Pace {
  readonly #total: number
  #done = 0
  #since: number | null = null

  /** @param total steps of everything that is still to come */
  constructor(total: number) {
    this.#total = total
  }

  /** One more step is done at `now`, in milliseconds. */
  step(now: number): void {
    this.#done++
    this.#since ??= now
  }

  /** Seconds left at `now`; null until two steps have been timed. */
  left(now: number): number | null {
    if (this.#since === null || this.#done < 2) return null
    const each = (now - this.#since) / (this.#done - 1)
    return (each * Math.max(0, this.#total - this.#done)) / 1000
  }
}
