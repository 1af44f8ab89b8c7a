import { getFolds } from '../src/store/fold-records.ts'
import type { Device } from '../src/network/device.ts'
import type { MemoryPlan } from '../src/network/memory.ts'
import type { ShownDay } from '../src/training/dataset.ts'
import type { QueueEvent, QueueOutcome } from '../src/training/events.ts'
import type { Experiment } from '../src/training/experiment.ts'
import type { FoldedExperiment } from '../src/training/fold-record.ts'
import { foldedExperiment, measuredDays } from '../src/training/fold-run.ts'
import type { Plain } from '../src/training/plain-answers.ts'
import type { ExperimentPlan, QueuedCell } from '../src/training/queue.ts'
import { experimentDifference } from '../src/training/same-experiment.ts'
import type { ChosenDays } from './learn-days.ts'
import { shownFor, type Refusal } from './learn-prepare.ts'
import { plainOfDays } from './learn-record.ts'

/** A network of the queue with its days made ready. */
export interface PreparedCell {
  readonly cell: QueuedCell
  readonly experiment: FoldedExperiment
  readonly chosen: ChosenDays
  readonly days: readonly ShownDay[]
  readonly memory: MemoryPlan
  readonly plain: ReadonlyMap<string, Plain>
}

/** A network that can't be trained on the stored days; carries what the page is to say. */
export class CellRefused extends Error {
  override readonly name = 'CellRefused'
  readonly outcome: Extract<QueueOutcome, { kind: 'refused' }>

  constructor(refusal: Refusal, cell: string) {
    super(`${cell}: ${refusal.reason}`)
    this.outcome = { ...refusal, cell }
  }
}

/**
 * The stored days as a cell's network sees them.
 * @throws Stopped, or CellRefused: also where folds were trained on days that have changed since
 */
export async function prepareCell(
  runner: Experiment,
  plan: ExperimentPlan,
  cell: QueuedCell,
  { device, onEvent }: { readonly device: Device; readonly onEvent: (event: QueueEvent) => void },
): Promise<PreparedCell> {
  const shown = await shownFor(cell.preset, device.backend, (done, days) => {
    onEvent({ kind: 'preparing', done, days })
    return runner.passed()
  })
  if ('kind' in shown) throw new CellRefused(shown, cell.name)
  const { chosen, encoding, memory } = shown
  const days = measuredDays(shown.days)
  if (days.length === 0)
    throw new CellRefused(
      { kind: 'refused', reason: 'no_labels', detail: { days: shown.days.length } },
      cell.name,
    )
  const experiment = await divided(plan, cell, { days, encoding, rules: chosen.rules })
  const trained = await getFolds(plan.id, cell.name)
  if (trained.some((record) => experimentDifference(experiment, record.experiment) !== null))
    throw new CellRefused({ kind: 'refused', reason: 'days_changed', detail: {} }, cell.name)
  const plain = await plainOfDays(
    days.map(({ dayId }) => dayId),
    () => runner.passed(),
  )
  return { cell, experiment, chosen, days, memory, plain }
}

async function divided(
  { division, folds, seed }: ExperimentPlan,
  { name, preset }: QueuedCell,
  { days, encoding, rules }: { days: readonly ShownDay[] } & Pick<FoldedExperiment, 'encoding' | 'rules'>,
): Promise<FoldedExperiment> {
  try {
    return await foldedExperiment(days, { name, preset, encoding, division, folds, seed, rules })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const people = new Set(days.map(({ participant }) => participant)).size
    const detail = { days: days.length, people, folds }
    throw new CellRefused({ kind: 'refused', reason: 'cannot_divide', detail }, name)
  }
}
