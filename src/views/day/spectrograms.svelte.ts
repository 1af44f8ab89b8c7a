import type { DayStart } from '../../lifelog/day.ts'
import type { DrawnSpectrogram } from '../../../workers/render-api.ts'
import { ticksOf, type Tick } from './axis.ts'

export interface SpectrogramTools {
  draw(dayId: string, window: number): Promise<DrawnSpectrogram[]>
  /** Lends a picture an address for an image, and takes it back. */
  address(blob: Blob): string
  release(address: string): void
}

export interface ShownSpectrogram extends DrawnSpectrogram {
  readonly address: string
}

/** A spectrogram is as wide as its day: where the clock's hours lie under it. */
export const ticksOverDay = (start: DayStart): Tick[] =>
  ticksOf(
    { width: 1, rows: [{ channel: 'steps', left: 0, right: 1, top: 0, bottom: 1, low: 0, high: 1 }] },
    start,
  )

/** A day's spectrograms, drawn when they are asked for; only what was asked last is shown. */
export class Spectrograms {
  /** Null until they are drawn. */
  shown = $state.raw<readonly ShownSpectrogram[] | null>(null)
  failure = $state('')
  readonly #tools: SpectrogramTools
  #turn = 0

  constructor(tools: SpectrogramTools) {
    this.#tools = tools
  }

  /** @param window in steps of the day */
  async ask(dayId: string, window: number): Promise<void> {
    this.clear()
    const turn = this.#turn
    try {
      const drawn = await this.#tools.draw(dayId, window)
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
