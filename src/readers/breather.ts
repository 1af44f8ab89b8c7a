/** Cancelling must work within half a second; between two breaths other work has to wait. */
const EVERY = 50

/**
 * Lets messages in now and then: a worker that reads a stream whose next piece is always there already would hear
 * nothing until its end, not even that it should stop.
 */
export class Breather {
  #last = performance.now()

  /** Undefined where it is not yet time. */
  breathe(): Promise<void> | undefined {
    if (performance.now() - this.#last < EVERY) return undefined
    return new Promise((done) =>
      setTimeout(() => {
        this.#last = performance.now()
        done()
      }),
    )
  }
}
