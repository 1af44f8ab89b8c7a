/** Cards that one frame has time for: with hundreds there already, laying them out takes most of it. */
const A_FRAME = 1

/** As many as a screen shows, and some below. */
const FIRST = 18

/** A long list that is built an item a frame, so that a year of days does not hold the page up. */
export class Gradual {
  shown = $state(FIRST)
  readonly #frame: (then: () => void) => void

  constructor(frame: (then: () => void) => void = (then) => void requestAnimationFrame(then)) {
    this.#frame = frame
  }

  /**
   * Shows more items from frame to frame until all `total` are there.
   * @returns what ends it
   */
  growTo(total: number): () => void {
    let over = false
    const grow = (): void => {
      if (over || this.shown >= total) return
      this.shown += A_FRAME
      this.#frame(grow)
    }
    if (this.shown < total) this.#frame(grow)
    return () => {
      over = true
    }
  }
}
