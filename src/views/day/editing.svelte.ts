import type { EditedAnswer } from '../../../workers/learn-explain-api.ts'
import type { EditedPicture } from '../../../workers/render-api.ts'
import { editsFor, type Edit, type EditKind } from '../../inputs/edits.ts'
import type { ChannelId } from '../../lifelog/channels.ts'
import type { Label } from '../../lifelog/labels.ts'
import type { Explanation, HeatMap } from '../../saliency/explanation.ts'
import type { MapKind } from '../../saliency/kind-names.ts'
import { within, type Stretch } from './zoom.ts'

export interface EditingTools {
  answer(edits: readonly Edit[], label: Label): Promise<EditedAnswer>
  draw(edits: readonly Edit[]): Promise<EditedPicture>
  heat(map: HeatMap): Promise<Blob>
  address(blob: Blob): string
  release(address: string): void
}

/** What of the edited day is on the screen. */
export interface Shown {
  readonly probabilities: readonly number[]
  readonly explanation: Explanation
  readonly picture: string
  readonly rows: EditedPicture['rows']
  readonly heat: string
}

/**
 * A day changed by hand, to see what the network makes of it. Nothing of it is stored. While an answer is on its way
 * changes pile up, and only the newest is asked about next.
 */
export class Editing {
  tool = $state<EditKind>('erase')
  /** How far, as a share of the channel's span; and how many times as far from the mean. */
  shift = $state(0.3)
  exaggerate = $state(2)
  channel = $state.raw<ChannelId | null>(null)
  stretch = $state.raw<Stretch>({ from: 72_000, to: 86_400 })
  edits = $state.raw<readonly Edit[]>([])
  undone = $state.raw<readonly Edit[]>([])
  /** Follows the pointer; not yet one of the edits. */
  pending = $state.raw<Edit | null>(null)
  /** Null while the day is as it was. */
  shown = $state.raw<Shown | null>(null)
  busy = $state(false)
  failure = $state('')
  readonly #tools: EditingTools
  #label: Label
  #kind: MapKind
  #stale = false
  #closed = false

  constructor(tools: EditingTools, label: Label, kind: MapKind) {
    this.#tools = tools
    this.#label = label
    this.#kind = kind
  }

  /** Which answer's heat is wanted. */
  look(label: Label, kind: MapKind): void {
    if (label === this.#label && kind === this.#kind) return
    this.#label = label
    this.#kind = kind
    this.#update()
  }

  /** Marks a stretch of a channel, with what the tool makes of it. */
  drag(channel: ChannelId, from: number, to: number): void {
    this.channel = channel
    this.stretch = within(Math.min(from, to), Math.max(from, to))
    if (!editsFor(channel).includes(this.tool)) this.tool = 'erase'
    this.pending = this.#edit(channel)
    this.#update()
  }

  /** Makes the marked stretch an edit. */
  apply(): void {
    if (!this.channel) return
    this.edits = [...this.edits, this.#edit(this.channel)]
    this.pending = null
    this.undone = []
    this.#update()
  }

  undo(): void {
    const last = this.edits.at(-1)
    if (!last) return
    this.edits = this.edits.slice(0, -1)
    this.undone = [...this.undone, last]
    this.#update()
  }

  redo(): void {
    const last = this.undone.at(-1)
    if (!last) return
    this.undone = this.undone.slice(0, -1)
    this.edits = [...this.edits, last]
    this.#update()
  }

  reset(): void {
    this.edits = []
    this.undone = []
    this.pending = null
    this.#update()
  }

  close(): void {
    this.#closed = true
    this.#show(null)
  }

  #edit(channel: ChannelId): Edit {
    const amount = this.tool === 'exaggerate' ? this.exaggerate : this.shift
    return { kind: this.tool, channel, ...this.stretch, amount }
  }

  #update(): void {
    this.#stale = true
    if (!this.busy) void this.#catchUp()
  }

  async #catchUp(): Promise<void> {
    this.busy = true
    try {
      while (this.#stale && !this.#closed) {
        this.#stale = false
        const edits = this.pending ? [...this.edits, this.pending] : this.edits
        const found = edits.length > 0 ? await this.#ask(edits) : null
        if (!this.#closed) this.#show(found)
        else if (found) this.#release(found)
      }
      this.failure = ''
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error)
    }
    this.busy = false
  }

  async #ask(edits: readonly Edit[]): Promise<Shown> {
    const kind = this.#kind
    const [{ probabilities, explanation }, { png, rows }] = await Promise.all([
      this.#tools.answer(edits, this.#label),
      this.#tools.draw(edits),
    ])
    const heat = await this.#tools.heat(explanation.maps[kind])
    const address = this.#tools.address
    return { probabilities, explanation, rows, picture: address(png), heat: address(heat) }
  }

  #show(shown: Shown | null): void {
    if (this.shown) this.#release(this.shown)
    this.shown = shown
  }

  #release({ picture, heat }: Shown): void {
    this.#tools.release(picture)
    this.#tools.release(heat)
  }
}
