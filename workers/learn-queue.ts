import { checkDevice } from '../src/network/backend.ts'
import type { Device } from '../src/network/device.ts'
import { writeWeights } from '../src/network/weights/model-file.ts'
import { getExperiment } from '../src/store/experiments.ts'
import { getFolds, getSummaries, putFold } from '../src/store/fold-records.ts'
import { deleteCheckpoint, getRun, putRun } from '../src/store/runs.ts'
import type { QueueEvent, QueueOutcome } from '../src/training/events.ts'
import type { Experiment, Interrupted } from '../src/training/experiment.ts'
import type { FoldRecord } from '../src/training/fold-record.ts'
import { EmptyFold, foldData, trainFold, type FoldHooks, type FoldPlan } from '../src/training/fold-run.ts'
import { Stopped } from '../src/training/gate.ts'
import { cardOf, factsOf, type RunPlan } from '../src/training/plan.ts'
import { nextFold, summaryOf, wholeFolds, type ExperimentPlan } from '../src/training/queue.ts'
import { CellRefused, prepareCell, type PreparedCell } from './learn-cell.ts'

interface QueueOrder {
  readonly id: string
  readonly device: Device
  readonly onEvent: (event: QueueEvent) => void
}

/**
 * Trains every fold of an experiment that is not trained yet, each to a stored record. Stopped or cut off, it goes on
 * from the last epoch when it is asked again.
 */
export async function workThrough(runner: Experiment, order: QueueOrder): Promise<QueueOutcome> {
  let cell: PreparedCell | undefined
  try {
    for (;;) {
      const plan = await getExperiment(order.id)
      const next = plan && nextFold(plan, wholeFolds(plan, await getSummaries(order.id)))
      if (!next) return { kind: 'finished' }
      if (cell?.cell.name !== next.cell.name) cell = await prepareCell(runner, plan, next.cell, order)
      await trainNext(runner, { ...cell, plan, fold: next.fold }, order)
    }
  } catch (error) {
    if (error instanceof Stopped) return { kind: 'stopped' }
    if (error instanceof CellRefused) return error.outcome
    if (error instanceof EmptyFold && cell) {
      const { name } = cell.cell
      return { kind: 'refused', reason: 'empty_fold', detail: { fold: error.fold }, cell: name }
    }
    throw error
  }
}

interface NextFold extends PreparedCell {
  readonly plan: ExperimentPlan
  readonly fold: number
}

async function trainNext(runner: Experiment, next: NextFold, order: QueueOrder): Promise<void> {
  const { plan, experiment, fold, memory, plain } = next
  order.onEvent({ kind: 'fold', cell: experiment.name, fold, folds: experiment.folds })
  const data = foldData(next.days, experiment, fold)
  const foldPlan: FoldPlan = { experiment, fold, data, memory, control: plan.control, plain }
  const run: RunPlan = {
    modelId: `${plan.id}/${experiment.name}/${fold}`,
    preset: experiment.preset,
    seed: experiment.seed,
    control: plan.control,
    device: order.device,
    chosen: next.chosen,
    encoding: experiment.encoding,
    days: next.days,
    data,
    memory,
    origin: null,
  }
  const isThis = (other: { readonly fold: number }): boolean => other.fold === fold
  const before = (await getFolds(plan.id, experiment.name)).find(isThis)
  const summary = (await getSummaries(plan.id)).find(
    (other) => isThis(other) && other.cell === experiment.name,
  )
  const keeper = new Keeper(plan.id, run, order, before, summary?.weights ?? false)
  const record = await trainFold(runner, foldPlan, keeper.hooks, await keeper.found())
  const trained = summaryOf(record, keeper.weights)
  await putFold(plan.id, record, trained, keeper.weights ? 'kept' : null)
  await deleteCheckpoint('fold')
  order.onEvent({ kind: 'trained', summary: trained })
}

/** Keeps what a fold has come to: its checkpoints, then its record and weights, as far as there is room. */
class Keeper {
  /** Whether the weights are stored. */
  weights: boolean
  readonly #experiment: string
  readonly #run: RunPlan
  readonly #order: QueueOrder
  readonly #before: FoldRecord | undefined

  constructor(
    experiment: string,
    run: RunPlan,
    order: QueueOrder,
    before: FoldRecord | undefined,
    weights: boolean,
  ) {
    this.#experiment = experiment
    this.#run = run
    this.#order = order
    this.#before = before
    this.weights = weights
  }

  /** Where an earlier attempt at this fold was cut off. */
  async found(): Promise<(Interrupted & { readonly record?: FoldRecord | undefined }) | undefined> {
    const stored = await getRun('fold')
    const run = stored?.fingerprint === this.#fingerprint ? stored : undefined
    const record = this.#before
    if (record) {
      const checkpoint = run?.phase === 'shuffledLabels' ? run.checkpoint : undefined
      return { phase: 'shuffledLabels', checkpoint, scores: [], record }
    }
    return run?.phase === 'network' ? { phase: 'network', checkpoint: run.checkpoint, scores: [] } : undefined
  }

  readonly hooks: FoldHooks = {
    checkDevice,
    onEvent: (event) => this.#order.onEvent(event),
    onStart: (phase) => this.#order.onEvent({ kind: 'started', phase, ...factsOf(this.#run) }),
    onTrained: async (record, result) => {
      const card = JSON.stringify(cardOf(this.#run, result, []))
      const weights = await writeWeights(result.model.parameters, { card })
      try {
        await putFold(this.#experiment, record, summaryOf(record, true), weights)
        this.weights = true
      } catch {
        // No room for the weights: the scores are what the experiment is for.
        await putFold(this.#experiment, record, summaryOf(record, false), null)
        this.#order.onEvent({ kind: 'unsaved' })
      }
    },
    onCheckpoint: async (phase, checkpoint) => {
      const { modelId, preset } = this.#run
      const run = {
        fingerprint: this.#fingerprint,
        modelId,
        phase,
        preset,
        origin: null,
        scores: [],
        checkpoint,
      }
      try {
        await putRun(run, 'fold')
      } catch {
        // A browser that has no room for it: the fold goes on, and only can't be taken up again from here.
        await deleteCheckpoint('fold')
        this.#order.onEvent({ kind: 'unsaved' })
      }
    },
  }

  /** What must not have changed for a fold to go on where it was. */
  get #fingerprint(): string {
    const { modelId, preset, encoding, device, seed, data } = this.#run
    const days = [data.training, data.heldOut].map((side) => side.map(({ dayId, labels }) => [dayId, labels]))
    return JSON.stringify([modelId, preset, encoding, device.backend, seed, days])
  }
}
