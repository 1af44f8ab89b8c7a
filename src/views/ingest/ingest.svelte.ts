import type {
  IngestApi,
  IngestOrder,
  IngestProgress,
  IngestReport,
  IngestSettings,
} from '../../../workers/ingest-api.ts'
import type { RenderApi } from '../../../workers/render-api.ts'
import type { ShortDay } from '../../readers/ingest.ts'
import type { Problem } from '../../readers/reader.ts'
import { RECOMMENDED } from '../../synchronise/preset.ts'
import type { Picked } from './picked.ts'
import type { Unmapped } from './unmapped.ts'

/** What ingesting needs of the rest: workers as plain promises, so that tests can stand in for them. */
export interface IngestTools {
  ingest(
    files: readonly Picked[],
    settings: IngestOrder,
    onProgress: (progress: IngestProgress) => void,
  ): Promise<IngestReport>
  samples(settings: IngestSettings, onProgress: (progress: IngestProgress) => void): Promise<IngestReport>
  simulate(
    of: Virtual,
    settings: IngestSettings,
    onProgress: (progress: IngestProgress) => void,
  ): Promise<IngestReport>
  cancel: IngestApi['cancel'] | (() => Promise<void>)
  render: RenderApi['render']
  cancelDrawing: RenderApi['cancel'] | (() => Promise<void>)
  /** The ids of all stored days: those without a picture get one, an interrupted drawing included. */
  storedIds(): Promise<readonly string[]>
  /** Tells the rest of the app that the store has changed. */
  changed(): Promise<void>
}

/** A virtual participant, and how many of their days. */
export interface Virtual {
  readonly seed: number
  readonly days: number
}

export type IngestState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'reading'; readonly progress: IngestProgress | null; readonly cancelling: boolean }
  | {
      readonly kind: 'drawing'
      readonly done: number
      readonly total: number
      readonly cancelling: boolean
    }
  | {
      readonly kind: 'done'
      readonly days: number
      readonly problems: readonly Problem[]
      readonly notices: readonly Problem[]
      readonly tooShort: readonly ShortDay[]
      readonly cancelled: boolean
      /** Days that wait for their picture since their drawing was cancelled. */
      readonly undrawn?: number
    }
  | { readonly kind: 'failed'; readonly reason: string }

type Writable<T> = { -readonly [K in keyof T]: T[K] }

const NOTHING = { problems: [], notices: [], tooShort: [], cancelled: false }

/** From files to stored days with their pictures. One ingest at a time. */
export class Ingest {
  state = $state.raw<IngestState>({ kind: 'idle' })
  readonly settings = $state<Writable<IngestSettings>>({
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    dayStart: null,
    synchroniser: 'recommended',
    longestGap: RECOMMENDED.longestGap,
    rate: 1,
    relativeLocation: false,
  })
  readonly #tools: IngestTools
  #dropped: readonly Picked[] = []

  constructor(tools: IngestTools) {
    this.#tools = tools
  }

  get busy(): boolean {
    return this.state.kind === 'reading' || this.state.kind === 'drawing'
  }

  /** All went well, and there is nothing that the user should know. */
  get saysNothing(): boolean {
    if (this.state.kind !== 'done' || this.state.cancelled) return false
    const { problems, notices, tooShort } = this.state
    return problems.length + notices.length + tooShort.length === 0
  }

  samples(): Promise<boolean> {
    return this.#run((onProgress) => this.#tools.samples({ ...this.settings }, onProgress))
  }

  simulate(of: Virtual): Promise<boolean> {
    return this.#run((onProgress) => this.#tools.simulate(of, { ...this.settings }, onProgress))
  }

  /** @param emptyFolder name of what was dropped, for the message where there is no file in it. */
  files(files: readonly Picked[], emptyFolder: string): Promise<boolean> {
    if (files.length === 0) {
      if (!this.busy) {
        const problem: Problem = { file: emptyFolder, code: 'empty_folder' }
        this.state = { kind: 'done', days: 0, ...NOTHING, problems: [problem] }
      }
      return Promise.resolve(false)
    }
    const settings = { ...this.settings }
    if (!this.busy) this.#dropped = files
    return this.#run((onProgress) => this.#tools.ingest(files, settings, onProgress))
  }

  /** Reads what was dropped last once more, with another device leading where several measured the same. */
  readAgain(lead: string): Promise<boolean> {
    const [files, settings] = [this.#dropped, { ...this.settings, lead }]
    return this.#run((onProgress) => this.#tools.ingest(files, settings, onProgress))
  }

  cancel(): void {
    if (this.state.kind !== 'reading' && this.state.kind !== 'drawing') return
    const { kind } = this.state
    this.state = { ...this.state, cancelling: true }
    void (kind === 'reading' ? this.#tools.cancel() : this.#tools.cancelDrawing())
  }

  dismiss(): void {
    if (!this.busy) this.state = { kind: 'idle' }
  }

  /** A table of the last drop of which somebody may say what its columns are. */
  async unmapped(): Promise<Unmapped | undefined> {
    if (this.state.kind !== 'done') return undefined
    const { problems } = this.state
    const { firstUnmapped } = await import('./unmapped.ts')
    return firstUnmapped(this.#dropped, problems)
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
      const { days, ...rest } = report
      const undrawn = days.length > 0 ? await this.#draw(days.length) : 0
      const cancelled = rest.cancelled || undrawn > 0
      this.state = { kind: 'done', days: days.length, ...rest, cancelled, undrawn }
      return days.length > 0
    } catch (error) {
      this.state = { kind: 'failed', reason: error instanceof Error ? error.message : String(error) }
      return false
    }
  }

  /** Draws what a cancelled drawing has left. */
  async drawRest(): Promise<void> {
    if (this.state.kind !== 'done' || !this.state.undrawn) return
    const done = this.state
    try {
      const undrawn = await this.#draw(this.state.undrawn)
      this.state = { ...done, cancelled: undrawn > 0, undrawn }
    } catch (error) {
      this.state = { kind: 'failed', reason: error instanceof Error ? error.message : String(error) }
    }
  }

  /** Draws what an earlier visit has left, without reading a recording again. Whoever cancels it is offered it anew. */
  async drawMissing(): Promise<void> {
    if (this.busy) return
    try {
      await this.#draw(0)
      this.state = { kind: 'idle' }
    } catch (error) {
      this.state = { kind: 'failed', reason: error instanceof Error ? error.message : String(error) }
    }
  }

  /** @returns how many days are left without a picture */
  async #draw(expected: number): Promise<number> {
    this.state = { kind: 'drawing', done: 0, total: expected, cancelling: false }
    const ids = await this.#tools.storedIds()
    let left = 0
    await this.#tools.render(ids, (done, total) => {
      left = total - done
      if (this.state.kind === 'drawing') this.state = { ...this.state, done, total }
    })
    await this.#tools.changed()
    return left
  }
}
