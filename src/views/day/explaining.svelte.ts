import type { Label } from '../../lifelog/labels.ts'
import type { Explanation } from '../../saliency/explanation.ts'

export interface ExplainingTools {
  explain(modelId: string, dayId: string, label: Label): Promise<Explanation>
  heat(map: Float32Array, side: number): Promise<Blob>
  /** Lends the heat an address for an image, and takes it back. */
  address(blob: Blob): string
  release(address: string): void
}

export interface Asked {
  readonly modelId: string
  readonly dayId: string
  readonly label: Label
}

/** Why one answer is what it is: asks for the map of one label on one day, and shows only what was asked last. */
export class Explaining {
  explanation = $state.raw<Explanation | null>(null)
  heat = $state<string | null>(null)
  busy = $state(false)
  failure = $state('')
  readonly #tools: ExplainingTools
  #turn = 0

  constructor(tools: ExplainingTools) {
    this.#tools = tools
  }

  async ask({ modelId, dayId, label }: Asked): Promise<void> {
    this.clear()
    const turn = this.#turn
    this.busy = true
    try {
      const explanation = await this.#tools.explain(modelId, dayId, label)
      if (turn !== this.#turn) return
      this.explanation = explanation
      const blob = await this.#tools.heat(explanation.map, explanation.side)
      if (turn !== this.#turn) return
      this.heat = this.#tools.address(blob)
    } catch (error) {
      if (turn === this.#turn) this.failure = error instanceof Error ? error.message : String(error)
    }
    if (turn === this.#turn) this.busy = false
  }

  /** Forgets what is shown; an answer still on its way will not be shown. */
  clear(): void {
    this.#turn += 1
    if (this.heat) this.#tools.release(this.heat)
    this.heat = null
    this.explanation = null
    this.busy = false
    this.failure = ''
  }
}
