import type { ModelCard, EpochRecord } from '../../training/card.ts'
import type { QueueEvent, QueueOutcome } from '../../training/events.ts'
import {
  nextFold,
  queueSecondsLeft,
  shareDone,
  wholeFolds,
  type ExperimentPlan,
  type TrainedFoldSummary,
} from '../../training/queue.ts'

export interface ExperimentTools {
  list(): Promise<readonly ExperimentPlan[]>
  foldsOf(id: string): Promise<readonly TrainedFoldSummary[]>
  put(plan: ExperimentPlan): Promise<void>
  /** Forgets it with its folds and models. */
  remove(plan: ExperimentPlan): Promise<void>
  /** Forgets the folds of one cell. */
  removeFolds(id: string, cell: string): Promise<void>
  workThrough(id: string, onEvent: (event: QueueEvent) => void): Promise<QueueOutcome>
  keepEnsemble(id: string, cell: string): Promise<ModelCard>
  pause(): unknown
  resume(): unknown
  stop(): unknown
  /** Tells the rest of the app that the store has changed. */
  changed(): Promise<void>
}

export type QueueStatus = 'idle' | 'starting' | 'running' | 'paused' | 'stopping'

type Refused = Extract<QueueOutcome, { kind: 'refused' }>
type Started = Extract<QueueEvent, { kind: 'started' }>
type Step = Extract<QueueEvent, { kind: 'step' }>

/** The stored experiments, and the one whose queue is being worked through. */
export class Experiments {
  loaded = $state(false)
  plans = $state.raw<readonly ExperimentPlan[]>([])
  folds = $state.raw<ReadonlyMap<string, readonly TrainedFoldSummary[]>>(new Map())
  status = $state<QueueStatus>('idle')
  /** Whose queue is worked through; null where none is. */
  runningId = $state<string | null>(null)
  at = $state.raw<{ readonly cell: string; readonly fold: number } | null>(null)
  preparing = $state.raw<{ readonly done: number; readonly days: number } | null>(null)
  started = $state.raw<Started | null>(null)
  step = $state.raw<Step | null>(null)
  /** Of the fold that is under way. */
  records = $state.raw<readonly EpochRecord[]>([])
  foldSecondsLeft = $state<number | null>(null)
  /** The browser has no room for a checkpoint, or for weights. */
  unsaved = $state(false)
  refused = $state.raw<Refused | null>(null)
  failure = $state('')
  /** The cell whose folds are being made one model. */
  keeping = $state<string | null>(null)
  readonly #tools: ExperimentTools
  /** The fold under way was stopped because its cell was skipped. */
  #passedOver = false

  constructor(tools: ExperimentTools) {
    this.#tools = tools
  }

  get busy(): boolean {
    return this.status !== 'idle'
  }

  async load(): Promise<void> {
    try {
      this.plans = await this.#tools.list()
      const folds = await Promise.all(this.plans.map(({ id }) => this.#tools.foldsOf(id)))
      this.folds = new Map(this.plans.map(({ id }, k) => [id, folds[k] ?? []]))
    } catch (error) {
      this.failure = reason(error)
    }
    this.loaded = true
  }

  /** Folds to which nothing is missing. */
  doneOf(plan: ExperimentPlan): readonly TrainedFoldSummary[] {
    return wholeFolds(plan, this.folds.get(plan.id) ?? [])
  }

  isFinished(plan: ExperimentPlan): boolean {
    return nextFold(plan, this.doneOf(plan)) === null
  }

  /** Share of the steps of the fold under way that are done, 0 to 1. */
  get foldShare(): number {
    const { started, step } = this
    const control = this.plans.find(({ id }) => id === this.runningId)?.control
    if (!started || !step || step.phase !== started.phase) return 0
    const within = (step.epoch - 1) * started.stepsAnEpoch + step.step
    const share = within / (started.preset.epochs * started.stepsAnEpoch)
    if (!control) return share
    return started.phase === 'network' ? share / 2 : (1 + share) / 2
  }

  /** Share of the running queue that is done, 0 to 1. */
  get share(): number {
    const plan = this.plans.find(({ id }) => id === this.runningId)
    if (!plan) return 0
    const folds = plan.cells.filter(({ skipped }) => !skipped).length * plan.folds
    return Math.min(1, shareDone(plan, this.doneOf(plan)) + (folds > 0 ? this.foldShare / folds : 0))
  }

  /** Seconds until the running queue is empty; null where nothing was measured yet. */
  get secondsLeft(): number | null {
    const plan = this.plans.find(({ id }) => id === this.runningId)
    if (!plan) return null
    const { at, foldShare: share, foldSecondsLeft: left } = this
    const current =
      at && left !== null && share > 0 && share < 1
        ? { cell: at.cell, left, whole: left / (1 - share) }
        : null
    return queueSecondsLeft(plan, this.doneOf(plan), current)
  }

  async begin(plan: ExperimentPlan): Promise<void> {
    await this.#tools.put(plan)
    await this.load()
    await this.run(plan.id)
  }

  /** Works through the queue, from where it was. */
  async run(id: string): Promise<void> {
    if (this.busy) return
    this.status = 'starting'
    this.runningId = id
    this.refused = this.at = this.preparing = this.started = this.step = null
    this.foldSecondsLeft = null
    this.records = []
    this.failure = ''
    this.unsaved = false
    try {
      const outcome = await this.#tools.workThrough(id, (event) => this.#take(id, event))
      if (outcome.kind === 'refused') this.refused = outcome
    } catch (error) {
      this.failure = reason(error)
    }
    this.status = 'idle'
    this.runningId = null
    await this.load()
    if (!this.#passedOver) return
    this.#passedOver = false
    await this.run(id)
  }

  pause(): void {
    if (this.status === 'running') void this.#tools.pause()
  }

  resume(): void {
    if (this.status === 'paused') void this.#tools.resume()
  }

  /** What is trained stays, and the fold that is under way goes on from its last epoch another time. */
  stop(): void {
    if (!this.busy || this.status === 'stopping') return
    this.status = 'stopping'
    void this.#tools.stop()
  }

  /** Leaves a cell out of the queue, or takes it back in. */
  async skip(plan: ExperimentPlan, cell: string, skipped: boolean): Promise<void> {
    const cells = plan.cells.map((one) => (one.name === cell ? { ...one, skipped } : one))
    await this.#tools.put({ ...plan, cells })
    await this.load()
    await this.#passOver(plan.id, cell)
  }

  /** Moves a cell to the front of the queue. */
  async first(plan: ExperimentPlan, cell: string): Promise<void> {
    const isIt = ({ name }: { name: string }): boolean => name === cell
    const cells = [...plan.cells.filter(isIt), ...plan.cells.filter((one) => !isIt(one))]
    await this.#tools.put({ ...plan, cells })
    await this.load()
  }

  /** Forgets a cell's folds, so that they are trained anew. */
  async repeat(plan: ExperimentPlan, cell: string): Promise<void> {
    if (this.busy) return
    await this.#tools.removeFolds(plan.id, cell)
    await Promise.all([this.load(), this.#tools.changed()])
  }

  async remove(plan: ExperimentPlan): Promise<void> {
    if (this.busy) return
    await this.#tools.remove(plan)
    await Promise.all([this.load(), this.#tools.changed()])
  }

  /** Makes a cell's folds the model whose answers the app shows. */
  async keep(plan: ExperimentPlan, cell: string): Promise<void> {
    if (this.keeping) return
    this.keeping = cell
    this.failure = ''
    try {
      await this.#tools.keepEnsemble(plan.id, cell)
      await this.#tools.changed()
    } catch (error) {
      this.failure = reason(error)
    }
    this.keeping = null
  }

  /** Where the skipped cell is the one under way, the queue goes on with the next. */
  async #passOver(id: string, cell: string): Promise<void> {
    const plan = this.plans.find((one) => one.id === id)
    const skipped = plan?.cells.find(({ name }) => name === cell)?.skipped
    if (!skipped || this.runningId !== id || this.at?.cell !== cell) return
    this.#passedOver = true
    this.stop()
  }

  #take(id: string, event: QueueEvent): void {
    if (event.kind === 'trained') {
      const { cell, fold } = event.summary
      const before = (this.folds.get(id) ?? []).filter((one) => one.cell !== cell || one.fold !== fold)
      this.folds = new Map(this.folds).set(id, [...before, event.summary])
    }
    // Words that were on their way when the person pressed Stop change nothing else.
    if (this.status === 'stopping') return
    switch (event.kind) {
      case 'paused':
      case 'resumed':
        this.status = event.kind === 'paused' ? 'paused' : 'running'
        break
      case 'unsaved':
        this.unsaved = true
        break
      case 'preparing':
        this.preparing = event
        break
      case 'fold':
        this.at = event
        this.records = []
        this.step = null
        break
      case 'started':
        this.status = this.status === 'starting' ? 'running' : this.status
        this.started = event
        this.preparing = this.step = null
        break
      case 'step':
        this.step = event
        this.foldSecondsLeft = event.secondsLeft
        break
      case 'epoch':
        if (event.phase === 'network') this.records = [...this.records, event.record]
        this.foldSecondsLeft = event.secondsLeft
    }
  }
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error))
