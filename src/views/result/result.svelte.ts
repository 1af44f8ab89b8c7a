import type { Collected } from '../../training/collected.ts'

export interface ResultTools {
  results(experiment: string, cell: string): Promise<Collected | null>
}

/** The scores of one network's folds, read anew when another is asked for. */
export class ShownResult {
  found = $state.raw<Collected | null>(null)
  busy = $state(false)
  /** Nothing is stored under this name, or folds are missing. */
  missing = $state(false)
  failure = $state('')
  readonly #tools: ResultTools
  #turn = 0

  constructor(tools: ResultTools) {
    this.#tools = tools
  }

  async ask(experiment: string, cell: string): Promise<void> {
    const turn = ++this.#turn
    this.found = null
    this.missing = false
    this.failure = ''
    this.busy = true
    try {
      const found = await this.#tools.results(experiment, cell)
      if (turn !== this.#turn) return
      this.found = found
      this.missing = found === null
    } catch (error) {
      if (turn === this.#turn) this.failure = error instanceof Error ? error.message : String(error)
    }
    if (turn === this.#turn) this.busy = false
  }
}
