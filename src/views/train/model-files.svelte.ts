import type { ModelFormat } from '../../../workers/learn-api.ts'
import type { ModelCard } from '../../training/card.ts'

export interface ModelFilesTools {
  exportModel(modelId: string, format: ModelFormat): Promise<Blob>
  openModel(file: File): Promise<ModelCard>
  /** Asks for a file; null where the person chose none. */
  pick(): Promise<File | null>
  download(file: Blob, name: string): void
  /** Tells the rest of the app that the store has changed. */
  changed(): Promise<void>
}

/** Models as files: into the library, and out of it. */
export class ModelFiles {
  busy = $state<ModelFormat | 'open' | null>(null)
  failure = $state.raw<{
    readonly doing: 'save' | 'open'
    readonly file: string
    readonly reason: string
  } | null>(null)
  /** The file that was opened last. */
  opened = $state('')
  readonly #tools: ModelFilesTools

  constructor(tools: ModelFilesTools) {
    this.#tools = tools
  }

  save(card: ModelCard, format: ModelFormat): Promise<void> {
    const name = fileName(card, format)
    return this.#during(format, { doing: 'save', file: name }, async () => {
      this.#tools.download(await this.#tools.exportModel(card.id, format), name)
    })
  }

  async open(): Promise<void> {
    if (this.busy) return
    const file = await this.#tools.pick()
    if (!file) return
    await this.#during('open', { doing: 'open', file: file.name }, async () => {
      await this.#tools.openModel(file)
      await this.#tools.changed()
      this.opened = file.name
    })
  }

  async #during(
    busy: ModelFormat | 'open',
    what: { doing: 'save' | 'open'; file: string },
    work: () => Promise<void>,
  ): Promise<void> {
    if (this.busy) return
    this.busy = busy
    this.failure = null
    this.opened = ''
    try {
      await work()
    } catch (error) {
      this.failure = { ...what, reason: error instanceof Error ? error.message : String(error) }
    }
    this.busy = null
  }
}

/** For example `pixleepflow-seresnext_mini-2026-05-04-1a2b3c4d.onnx`. */
export function fileName({ architecture, created, id }: ModelCard, format: ModelFormat): string {
  const day = new Date(created).toISOString().slice(0, 10)
  return `pixleepflow-${architecture}-${day}-${id.slice(0, 8)}.${format}`
}
