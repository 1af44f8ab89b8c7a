import type { ForecastOutcome, Inspection, TrainingOrder } from '../../../workers/learn-api.ts'
import { encodingOf, type Encoding } from '../../inputs/encoding.ts'
import { inputSizeOf } from '../../inputs/input-size.ts'
import type { ChannelId } from '../../lifelog/channels.ts'
import { LABELS } from '../../lifelog/labels.ts'
import type { BackendName } from '../../network/device.ts'
import { fitOf, type Fit } from '../../network/fit.ts'
import { COURSES, type CourseName } from '../../training/courses.ts'
import {
  NETWORKS_FOR,
  presetOf,
  type Choice,
  type CourseChange,
  type Preset,
  type Wish,
} from '../../training/preset.ts'

export interface OptionsTools {
  /** What computes, as far as it is known. */
  backend(): BackendName
  /** The stored days' own channels. */
  channels(): readonly ChannelId[]
  forecast(order: Pick<TrainingOrder, 'course' | 'choice' | 'seed' | 'control'>): Promise<ForecastOutcome>
  cancelForecast(): unknown
  inspect(file: File, choice: Choice): Promise<Inspection>
  /** Weights to begin with; null where the person chose no file, or there are none. */
  weights(from: WeightsSource, preset: Preset): Promise<File | null>
}

/** A file of the person's, the network that comes with the app, or the model whose answers are shown. */
export type WeightsSource = 'file' | 'shipped' | 'shown'

type Measuring = 'idle' | 'running' | 'cancelling'

/** What a person has chosen of the next run, and what that would take. */
export class TrainingOptions {
  course = $state<CourseName>('quick')
  /** What differs from the course's own choice. */
  choice = $state.raw<Wish>({})
  start = $state.raw<File | null>(null)
  /** What the file gives; null while it is being read. */
  inspection = $state.raw<Inspection | null>(null)
  measuring = $state<Measuring>('idle')
  /** Of the present choice; null where none was made. */
  forecast = $state.raw<ForecastOutcome | null>(null)
  failure = $state('')
  /** Why no weights could be read. */
  startFailure = $state('')
  readonly #tools: OptionsTools

  constructor(tools: OptionsTools) {
    this.#tools = tools
  }

  get preset(): Preset {
    return presetOf(this.course, this.choice, this.#tools.backend())
  }

  get fit(): Fit {
    const { preset, encoding } = this
    const shown = {
      size: inputSizeOf(encoding),
      channels: encoding.channels.length,
      networks: NETWORKS_FOR[preset.input],
    }
    return fitOf(preset, shown, LABELS.length, this.#tools.backend())
  }

  /** How the days at hand would be shown. */
  get encoding(): Encoding {
    return encodingOf(this.preset, this.ownChannels)
  }

  get ownChannels(): readonly ChannelId[] {
    return this.#tools.channels()
  }

  get changed(): boolean {
    return this.preset.name !== 'quick' || this.start !== null
  }

  /** Whether a run can start so. */
  get ready(): boolean {
    return this.fit.plan !== null && (this.start === null || this.inspection?.kind === 'fits')
  }

  set(change: Partial<Choice>): void {
    const before = this.preset.architecture
    const { course, ...choice } = this.choice
    const merged = suited({ ...choice, ...change })
    const meant = presetOf(this.course, {}, this.#tools.backend())
    const { input = meant.input } = merged
    const usual = presetOf(this.course, { input }, this.#tools.backend())
    const keys = (Object.keys(merged) as (keyof Choice)[]).filter((key) =>
      key === 'input' ? input !== meant.input : merged[key] !== usual[key],
    )
    this.choice = { ...Object.fromEntries(keys.map((key) => [key, merged[key]])), ...(course && { course }) }
    this.forget()
    if (this.preset.architecture !== before) void this.#inspect()
  }

  /** Takes the course on, with this of it otherwise; what is as the course has it anyway is no change. */
  change(change: CourseChange): void {
    const { course: before, ...choice } = this.choice
    const course = changeOf(this.course, { ...before, ...change })
    this.choice = course ? { ...choice, course } : choice
    this.forget()
  }

  /** Takes another course, as it is meant. */
  take(course: CourseName): void {
    const before = this.preset.architecture
    this.course = course
    this.choice = {}
    this.forget()
    if (this.preset.architecture !== before) void this.#inspect()
  }

  reset(): void {
    this.course = 'quick'
    this.choice = {}
    this.removeStart()
    this.forget()
  }

  async startFrom(from: WeightsSource): Promise<void> {
    this.startFailure = ''
    try {
      const file = await this.#tools.weights(from, this.preset)
      if (!file) return
      this.start = file
      await this.#inspect()
    } catch (error) {
      this.startFailure = reason(error)
    }
  }

  removeStart(): void {
    this.start = this.inspection = null
    // Random weights that never learn are good for nothing.
    if (this.preset.frozen) this.set({ frozen: null })
  }

  /** Takes a few true steps on random pictures. */
  async measure(seed: number): Promise<void> {
    if (this.measuring !== 'idle') return
    this.forget()
    this.measuring = 'running'
    const { course, choice } = this
    try {
      const outcome = await this.#tools.forecast({ course, choice, seed, control: true })
      // What was measured for another choice says nothing.
      if (course === this.course && choice === this.choice && outcome.kind !== 'cancelled')
        this.forecast = outcome
    } catch (error) {
      this.failure = reason(error)
    }
    this.measuring = 'idle'
  }

  cancel(): void {
    if (this.measuring !== 'running') return
    this.measuring = 'cancelling'
    void this.#tools.cancelForecast()
  }

  /** An old forecast, or an old failure, is not shown beside a new choice. */
  forget(): void {
    this.cancel()
    this.forecast = null
    this.failure = ''
  }

  async #inspect(): Promise<void> {
    const { start } = this
    if (!start) return
    this.inspection = null
    const { preset } = this
    const found = await this.#tools.inspect(start, preset)
    if (start === this.start && preset.architecture === this.preset.architecture) this.inspection = found
  }
}

/** What of a change differs from the course; null where nothing does. */
function changeOf(name: CourseName, change: CourseChange): CourseChange | null {
  const course = COURSES[name]
  const own = { ...course, weightDecay: course.optimiser.weightDecay }
  const entries = (Object.keys(change) as (keyof CourseChange)[]).filter(
    (key) => change[key] !== undefined && JSON.stringify(change[key]) !== JSON.stringify(own[key]),
  )
  return entries.length > 0 ? Object.fromEntries(entries.map((key) => [key, change[key]])) : null
}

/** Without what belongs to another input: a network that can't look at this one, and a rate that was not asked for. */
function suited(choice: Partial<Choice>): Partial<Choice> {
  const { architecture, ...rest } = choice
  const { input = 'picture' } = choice
  return architecture && NETWORKS_FOR[input].includes(architecture) ? choice : rest
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))
