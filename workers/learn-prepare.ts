import { encodingOf, type Encoding } from '../src/inputs/encoding.ts'
import { inputSizeOf } from '../src/inputs/input-size.ts'
import { LABELS } from '../src/lifelog/labels.ts'
import type { BackendName } from '../src/network/device.ts'
import { planOf } from '../src/network/fit.ts'
import { MEMORY_BUDGET, type MemoryPlan } from '../src/network/memory.ts'
import { dataset, type Dataset, type ShownDay } from '../src/training/dataset.ts'
import type { TrainingOutcome } from '../src/training/events.ts'
import { measuredDays } from '../src/training/fold-run.ts'
import { ENOUGH_OWN_DAYS, lastDaysOut, quarterOut } from '../src/training/folds.ts'
import type { Preset } from '../src/training/preset.ts'
import { chosenDays, shownDays, type ChosenDays } from './learn-days.ts'

export type Refusal = Extract<TrainingOutcome, { kind: 'refused' }>

type OnDay = (done: number, days: number) => Promise<void> | void

/** The stored days as a preset wants them, divided once, and how a batch of them fits; or why it can't be. */
export async function daysFor(
  preset: Preset,
  seed: number,
  backend: BackendName,
  onDay?: OnDay,
): Promise<DaysFor | Refusal> {
  const shown = await shownFor(preset, backend, onDay)
  if ('kind' in shown) return shown
  const { chosen, encoding, days } = shown
  const alone = isOnePerson(days)
  // Unlabelled days are in nobody's way here, but would make the last quarter an empty one.
  const fold = alone ? lastDaysOut(measuredDays(days)) : quarterOut(days, seed)
  const data = dataset(days, chosen.rules, encoding, fold)
  return refusal(days, data, alone) ?? { ...shown, data }
}

/** The stored days as a preset wants them, not yet divided; or why they can't be shown so. */
export async function shownFor(
  preset: Preset,
  backend: BackendName,
  onDay: OnDay = () => undefined,
): Promise<ShownFor | Refusal> {
  const chosen = await chosenDays()
  const { summaries } = chosen
  const encoding = encodingOf(preset, chosen.channels)
  const shown = { size: inputSizeOf(encoding), channels: encoding.channels.length }
  const memory = planOf(preset, shown, LABELS.length, backend)
  if (!memory) {
    const detail = { network: preset.architecture, budget: MEMORY_BUDGET[backend] / 1e9 }
    return { kind: 'refused', reason: 'no_memory', detail }
  }
  const size = summaries.length * bytesOf(encoding)
  if (size > MOST_BYTES) {
    const detail = { days: summaries.length, size: Math.round(size / 1e8) / 10, limit: MOST_BYTES / 1e9 }
    return { kind: 'refused', reason: 'too_large', detail }
  }
  const days = await shownDays(summaries, encoding, (done) => onDay(done, summaries.length))
  if (days.length === 0 && summaries.length > 0)
    return { kind: 'refused', reason: 'too_coarse', detail: { days: summaries.length } }
  return { chosen, encoding, days, memory }
}

/** A worker that holds more than this of days is ended by some browsers without a word. */
const MOST_BYTES = 1.2e9

/** What one day takes while it waits for its turn. */
function bytesOf(encoding: Encoding): number {
  const { height, width, channels } = inputSizeOf(encoding)
  if (encoding.input === 'picture') return height * width * (encoding.style === 'coloured' ? 3 : 1)
  // Of the channels one half says what is known, and is made when it is wanted.
  const depth = encoding.input === 'spectrogram' ? channels : channels / 2
  return 4 * height * width * depth
}

export interface ShownFor {
  readonly chosen: ChosenDays
  readonly encoding: Encoding
  readonly days: readonly ShownDay[]
  readonly memory: MemoryPlan
}

interface DaysFor extends ShownFor {
  readonly data: Dataset
}

const isOnePerson = (days: readonly ShownDay[]): boolean =>
  new Set(days.map(({ participant }) => participant)).size === 1

function refusal(days: readonly ShownDay[], { training, heldOut }: Dataset, alone: boolean): Refusal | null {
  const labelled = training.length + heldOut.length
  if (labelled === 0 && days.length > 0)
    return { kind: 'refused', reason: 'no_labels', detail: { days: days.length } }
  if (alone && labelled < ENOUGH_OWN_DAYS)
    return {
      kind: 'refused',
      reason: 'too_few_own_days',
      detail: { days: labelled, enough: ENOUGH_OWN_DAYS },
    }
  if (training.length === 0 || heldOut.length === 0)
    return { kind: 'refused', reason: 'too_few_days', detail: { days: labelled } }
  return null
}
