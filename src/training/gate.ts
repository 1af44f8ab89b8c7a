/** A run was ended from outside. */
export class Stopped extends Error {
  constructor() {
    super('The run was stopped')
    this.name = 'Stopped'
  }
}

/** Where a run waits between two steps while it is paused, and where it ends when it is stopped. */
export class Gate {
  #stopped = false
  #waiting: PromiseWithResolvers<void> | null = null

  get paused(): boolean {
    return this.#waiting !== null
  }

  get stopped(): boolean {
    return this.#stopped
  }

  pause(): void {
    if (!this.#stopped) this.#waiting ??= Promise.withResolvers<void>()
  }

  resume(): void {
    this.#waiting?.resolve()
    this.#waiting = null
  }

  stop(): void {
    this.#stopped = true
    this.resume()
  }

  /**
   * Lets messages in, and comes back when the run may go on.
   * @throws Stopped
   */
  async passed(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve))
    while (this.#waiting) await this.#waiting.promise
    if (this.#stopped) throw new Stopped()
  }
}
