export interface Drawn {
  readonly png: Blob
}

export interface DrawingTools<Asked, Item extends Drawn> {
  draw(dayId: string, asked: Asked): Promise<Item[]>
  /** Lends a picture an address for an image, and takes it back. */
  address(blob: Blob): string
  release(address: string): void
}

export type Lent<Item extends Drawn> = Item & { readonly address: string }

/** Pictures of a day, drawn when they are asked for; only what was asked last is shown. */
export class LentPictures<Asked, Item extends Drawn> {
  /** Null until they are drawn. */
  shown = $state.raw<readonly Lent<Item>[] | null>(null)
  failure = $state('')
  readonly #tools: DrawingTools<Asked, Item>
  #turn = 0

  constructor(tools: DrawingTools<Asked, Item>) {
    this.#tools = tools
  }

  async ask(dayId: string, asked: Asked): Promise<void> {
    this.clear()
    const turn = this.#turn
    try {
      const drawn = await this.#tools.draw(dayId, asked)
      if (turn !== this.#turn) return
      this.shown = drawn.map((one) => ({ ...one, address: this.#tools.address(one.png) }))
    } catch (error) {
      if (turn === this.#turn) this.failure = error instanceof Error ? error.message : String(error)
    }
  }

  /** Forgets what is shown; pictures still on their way will not be shown. */
  clear(): void {
    this.#turn += 1
    for (const { address } of this.shown ?? []) this.#tools.release(address)
    this.shown = null
    this.failure = ''
  }
}
