import type { ModelCard } from '../../training/card.ts'

export interface FirstAnswerTools {
  /** One more virtual day, synchronised and drawn. @returns its id; null where it was cancelled */
  simulate(): Promise<string | null>
  /** The network that comes with the app. */
  fetchModel(): Promise<File>
  /** Stores it, and has it answer for all days that it can look at. */
  openModel(file: File): Promise<ModelCard>
  changed(): Promise<void>
  show(dayId: string): void
}

/** From nothing to an explained answer without any training: a simulated day, and a network that learnt from such days. */
export class FirstAnswer {
  busy = $state(false)
  failure = $state('')
  readonly #tools: FirstAnswerTools

  constructor(tools: FirstAnswerTools) {
    this.#tools = tools
  }

  async start(): Promise<void> {
    if (this.busy) return
    this.busy = true
    this.failure = ''
    try {
      const [dayId, file] = await Promise.all([this.#tools.simulate(), this.#tools.fetchModel()])
      if (dayId) {
        await this.#tools.openModel(file)
        await this.#tools.changed()
        this.#tools.show(dayId)
      }
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error)
    }
    this.busy = false
  }
}
