/** Work in a worker that takes a while: how far it is, what came of it, or why nothing did. */
export class LongJob<T> {
  result = $state.raw<T | null>(null)
  busy = $state(false)
  /** 0 to 1. */
  progress = $state(0)
  failure = $state('')
  readonly #cancel: () => void
  #turn = 0

  /** @param cancel asks the worker to end what it does */
  constructor(cancel: () => void) {
    this.#cancel = cancel
  }

  /** Null where the work was ended. */
  async start(work: (onProgress: (done: number, total: number) => void) => Promise<T | null>): Promise<void> {
    this.clear()
    const turn = this.#turn
    this.busy = true
    try {
      const result = await work((done, total) => {
        if (turn === this.#turn) this.progress = done / total
      })
      if (turn === this.#turn) this.result = result
    } catch (error) {
      if (turn === this.#turn) this.failure = error instanceof Error ? error.message : String(error)
    }
    if (turn === this.#turn) this.busy = false
  }

  /** Ends what is under way; what was found before is kept. */
  cancel(): void {
    if (!this.busy) return
    this.#turn += 1
    this.busy = false
    this.#cancel()
  }

  /** Ends it and forgets what was found. */
  clear(): void {
    this.cancel()
    this.#turn += 1
    this.result = null
    this.progress = 0
    this.failure = ''
  }
}
