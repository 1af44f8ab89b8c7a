import type { TrainingOrder } from '../../../workers/learn-api.ts'
import type { InterruptedRun, Phase, TrainingEvent, TrainingOutcome } from '../../training/events.ts'
import type { Device } from '../../network/device.ts'
import type { EpochRecord } from '../../training/card.ts'

export interface TrainingTools {
  device(): Promise<Device>
  train(order: TrainingOrder, onEvent: (event: TrainingEvent) => void): Promise<TrainingOutcome>
  pause(): unknown
  resume(): unknown
  stop(): unknown
  skipControl(): unknown
  /** A run that was cut off: the page was closed, or the worker died. */
  interrupted(): Promise<InterruptedRun | null>
  discardInterrupted(): Promise<void>
  /** Tells the rest of the app that the store has changed. */
  changed(): Promise<void>
}

/** `resume` goes on with the run that was cut off, as it was. */
export type Wishes = Partial<Pick<TrainingOrder, 'course' | 'choice' | 'start' | 'resume'>>

export type TrainingStatus =
  'idle' | 'starting' | 'running' | 'paused' | 'stopping' | 'finished' | 'stopped' | 'failed'

type Started = Extract<TrainingEvent, { kind: 'started' }>
type Step = Extract<TrainingEvent, { kind: 'step' }>
type Refused = Extract<TrainingOutcome, { kind: 'refused' }>

export interface Records {
  readonly network: readonly EpochRecord[]
  readonly shuffledLabels: readonly EpochRecord[]
}
const NO_RECORDS: Records = { network: [], shuffledLabels: [] }

/** A training run as the page shows it: what the learn worker last said. */
export class Training {
  status = $state<TrainingStatus>('idle')
  device = $state.raw<Device | null>(null)
  started = $state.raw<Started | null>(null)
  /** How many days are made into what the network sees; null before. */
  preparing = $state.raw<{ readonly done: number; readonly days: number } | null>(null)
  step = $state.raw<Step | null>(null)
  records = $state.raw<Records>(NO_RECORDS)
  secondsLeft = $state<number | null>(null)
  refused = $state.raw<Refused | null>(null)
  failure = $state('')
  /** The browser has no room to keep this run for later. */
  unsaved = $state(false)
  interrupted = $state.raw<InterruptedRun | null>(null)
  readonly #tools: TrainingTools

  constructor(tools: TrainingTools) {
    this.#tools = tools
  }

  get busy(): boolean {
    return ['starting', 'running', 'paused', 'stopping'].includes(this.status)
  }

  get phase(): Phase {
    return this.started?.phase ?? 'network'
  }

  /** Share of both runs' steps that are done, 0 to 1. */
  get progress(): number {
    const { started, step } = this
    if (!started) return 0
    const runSteps = started.preset.epochs * started.stepsAnEpoch
    const within =
      step && step.phase === started.phase ? (step.epoch - 1) * started.stepsAnEpoch + step.step : 0
    return Math.min(1, within / runSteps / 2 + (started.phase === 'shuffledLabels' ? 0.5 : 0))
  }

  /** Names the device before anything is asked of it, and finds a run that was cut off. */
  async look(): Promise<void> {
    if (this.busy) return
    try {
      this.interrupted = await this.#tools.interrupted()
      this.device ??= await this.#tools.device()
    } catch (error) {
      this.failure = reason(error)
    }
  }

  /** Forgets a run that was cut off. */
  async discard(): Promise<void> {
    await this.#tools.discardInterrupted()
    this.interrupted = null
  }

  async start(seed: number, wishes: Wishes = {}): Promise<void> {
    if (this.busy) return
    this.status = 'starting'
    this.started = this.step = this.refused = this.interrupted = null
    this.records = NO_RECORDS
    this.secondsLeft = null
    this.failure = ''
    this.unsaved = false
    try {
      const { course = 'quick', choice = {}, start = null, resume = false } = wishes
      const order = { course, choice, start, seed, control: true, resume }
      const outcome = await this.#tools.train(order, (event) => this.#take(event))
      if (outcome.kind === 'refused') {
        this.refused = outcome
        this.status = 'idle'
        return
      }
      await this.#tools.changed()
      this.status = outcome.kind
    } catch (error) {
      this.failure = reason(error)
      this.status = 'failed'
      // What was learnt up to then is not lost.
      this.interrupted = await this.#tools.interrupted().catch(() => null)
    }
  }

  pause(): void {
    if (this.status === 'running') void this.#tools.pause()
  }

  resume(): void {
    if (this.status === 'paused') void this.#tools.resume()
  }

  stop(): void {
    if (!this.busy || this.status === 'stopping') return
    this.status = 'stopping'
    void this.#tools.stop()
  }

  skipControl(): void {
    if (this.phase === 'shuffledLabels') void this.#tools.skipControl()
  }

  #take(event: TrainingEvent): void {
    // Words that were on their way when the person pressed Stop change nothing any more.
    if (this.status === 'stopping') return
    if (event.kind === 'paused' || event.kind === 'resumed') {
      this.status = event.kind === 'paused' ? 'paused' : 'running'
      return
    }
    if (event.kind === 'unsaved') {
      this.unsaved = true
      return
    }
    if (event.kind === 'preparing') {
      this.preparing = event
      return
    }
    if (this.status === 'starting') this.status = 'running'
    if (event.kind === 'started') {
      this.started = event
      this.device = event.device
      this.step = null
    } else if (event.kind === 'step') {
      this.step = event
      this.secondsLeft = event.secondsLeft
    } else {
      this.records = { ...this.records, [event.phase]: [...this.records[event.phase], event.record] }
      this.secondsLeft = event.secondsLeft
    }
  }
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))
