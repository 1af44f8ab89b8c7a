import type { IngestApi, IngestProgress, IngestReport } from '../../../workers/ingest-api.ts'
import type { RenderApi } from '../../../workers/render-api.ts'
import type { DayStart } from '../../lifelog/day.ts'
import type { Problem } from '../../readers/reader.ts'
import type { Picked } from './picked.ts'

/** What ingesting needs of the rest: workers as plain promises, so that tests can stand in for them. */
export interface IngestTools {
  ingest(
    files: readonly Picked[],
    options: { zone: string; dayStart: DayStart },
    onProgress: (progress: IngestProgress) => void,
  ): Promise<IngestReport>
  samples(dayStart: DayStart, onProgress: (progress: IngestProgress) => void): Promise<IngestReport>
  cancel: IngestApi['cancel'] | (() => Promise<void>)
  render: RenderApi['render']
  /** The ids of all stored days: those without a picture get one, an interrupted drawing included. */
  storedIds(): Promise<readonly string[]>
  /** Tells the rest of the app that the store has changed. */
  changed(): Promise<void>
}

export type IngestState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'reading'; readonly progress: IngestProgress | null; readonly cancelling: boolean }
  | { readonly kind: 'drawing'; readonly done: number; readonly total: number }
  | {
      readonly kind: 'done'
      readonly days: number
      readonly problems: readonly Problem[]
      readonly cancelled: boolean
    }
  | { readonly kind: 'failed'; readonly reason: string }

/** From files to stored days with their pictures. One ingest at a time. */
export class Ingest {
  state = $state.raw<IngestState>({ kind: 'idle' })
  zone = $state(Intl.DateTimeFormat().resolvedOptions().timeZone)
  dayStart = $state<DayStart>('noon')
  readonly #tools: IngestTools

  constructor(tools: IngestTools) {
    this.#tools = tools
  }

  get busy(): boolean {
    return this.state.kind === 'reading' || this.state.kind === 'drawing'
  }

  samples(): Promise<boolean> {
    return this.#run((onProgress) => this.#tools.samples(this.dayStart, onProgress))
  }

  /** @param emptyFolder name of what was dropped, for the message where there is no file in it. */
  files(files: readonly Picked[], emptyFolder: string): Promise<boolean> {
    if (files.length === 0) {
      if (!this.busy) {
        const problem: Problem = { file: emptyFolder, code: 'empty_folder' }
        this.state = { kind: 'done', days: 0, problems: [problem], cancelled: false }
      }
      return Promise.resolve(false)
    }
    const options = { zone: this.zone, dayStart: this.dayStart }
    return this.#run((onProgress) => this.#tools.ingest(files, options, onProgress))
  }

  cancel(): void {
    if (this.state.kind !== 'reading') return
    this.state = { ...this.state, cancelling: true }
    void this.#tools.cancel()
  }

  dismiss(): void {
    if (!this.busy) this.state = { kind: 'idle' }
  }

  /** True where new days came in. */
  async #run(
    read: (onProgress: (progress: IngestProgress) => void) => Promise<IngestReport>,
  ): Promise<boolean> {
    if (this.busy) return false
    this.state = { kind: 'reading', progress: null, cancelling: false }
    try {
      const report = await read((progress) => {
        if (this.state.kind === 'reading') this.state = { ...this.state, progress }
      })
      await this.#tools.changed()
      const { days, problems, cancelled } = report
      if (days.length > 0) await this.#draw(days.length)
      this.state = { kind: 'done', days: days.length, problems, cancelled }
      return days.length > 0
    } catch (error) {
      this.state = { kind: 'failed', reason: error instanceof Error ? error.message : String(error) }
      return false
    }
  }

  async #draw(expected: number): Promise<void> {
    this.state = { kind: 'drawing', done: 0, total: expected }
    const ids = await this.#tools.storedIds()
    await this.#tools.render(ids, (done, total) => {
      if (this.state.kind === 'drawing') this.state = { kind: 'drawing', done, total }
    })
    await this.#tools.changed()
  }
}
