import type { Label } from '../../lifelog/labels.ts'
import type { Explanation, HeatMap } from '../../saliency/explanation.ts'
import type { MapKind } from '../../saliency/kind-names.ts'

export interface ExplainingTools {
  /** All labels of one day at once. */
  explain(modelId: string, dayId: string): Promise<readonly Explanation[]>
  heat(dayId: string, map: HeatMap): Promise<Blob>
  /** Lends the heat an address for an image, and takes it back. */
  address(blob: Blob): string
  release(address: string): void
  /** Milliseconds. */
  now(): number
}

export interface Asked {
  readonly modelId: string
  readonly dayId: string
}

/** Why the answers of one day are what they are: asked once, then shown label by label, whichever map is chosen. */
export class Explaining {
  explanations = $state.raw<readonly Explanation[]>([])
  /** Address of the heat that is shown. */
  heat = $state<string | null>(null)
  busy = $state(false)
  /** How long the answer took, in milliseconds: longer work takes a multiple of it. */
  took = $state(Infinity)
  failure = $state('')
  readonly #tools: ExplainingTools
  /** Drawn before, by label and kind. */
  readonly #drawn = new Map<string, string>()
  #turn = 0
  #shown = ''

  constructor(tools: ExplainingTools) {
    this.#tools = tools
  }

  async ask({ modelId, dayId }: Asked): Promise<void> {
    this.clear()
    const turn = this.#turn
    this.busy = true
    const start = this.#tools.now()
    try {
      const explanations = await this.#tools.explain(modelId, dayId)
      if (turn === this.#turn) {
        this.took = this.#tools.now() - start
        this.explanations = explanations
      }
    } catch (error) {
      this.#fail(turn, error)
    }
    if (turn === this.#turn) this.busy = false
  }

  of(label: Label): Explanation | null {
    return this.explanations.find((one) => one.label === label) ?? null
  }

  /** Lays this label's map over the picture; the one before stays until it is drawn. */
  async show(label: Label, kind: MapKind): Promise<void> {
    const key = `${label} ${kind}`
    this.#shown = key
    if (!this.of(label)) return
    const turn = this.#turn
    const address = await this.addressOf(label, kind)
    if (turn === this.#turn && key === this.#shown) this.heat = address
  }

  /** This label's map as an image, lent until `clear`; null where there is none. */
  async addressOf(label: Label, kind: MapKind): Promise<string | null> {
    const explanation = this.of(label)
    if (!explanation) return null
    const turn = this.#turn
    const key = `${label} ${kind}`
    try {
      return this.#drawn.get(key) ?? (await this.#draw(turn, key, explanation, kind))
    } catch (error) {
      this.#fail(turn, error)
      return null
    }
  }

  /** Forgets what is shown; an answer still on its way will not be shown. */
  clear(): void {
    this.#turn += 1
    for (const address of this.#drawn.values()) this.#tools.release(address)
    this.#drawn.clear()
    this.heat = null
    this.explanations = []
    this.busy = false
    this.failure = ''
  }

  async #draw(
    turn: number,
    key: string,
    { dayId, maps }: Explanation,
    kind: MapKind,
  ): Promise<string | null> {
    const blob = await this.#tools.heat(dayId, maps[kind])
    if (turn !== this.#turn) return null
    const address = this.#drawn.get(key) ?? this.#tools.address(blob)
    this.#drawn.set(key, address)
    return address
  }

  #fail(turn: number, error: unknown): void {
    if (turn === this.#turn) this.failure = error instanceof Error ? error.message : String(error)
  }
}
