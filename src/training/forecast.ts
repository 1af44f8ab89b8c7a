import type { MemoryPlan } from '../network/memory.ts'
import type { Preset } from './preset.ts'

/** How long a network takes, from a short probe. */
export interface Timing {
  /** Of one step with the whole batch. */
  readonly stepSeconds: number
  /** Of one day's way forward alone. */
  readonly forwardSeconds: number
  /** Days in the step that was timed: fewer than the batch where the time was scaled. */
  readonly days: number
}

export interface RunSize {
  readonly trainingDays: number
  readonly heldOutDays: number
  /** Whether the run on shuffled labels follows. */
  readonly control: boolean
}

export interface Forecast extends Timing {
  readonly preset: Preset
  readonly memory: MemoryPlan
  /** Of the whole run. */
  readonly steps: number
  readonly seconds: number
}

/**
 * Steps and seconds of a whole run. After each epoch every training picture goes forward twice more, for the batch
 * norms' statistics and for its score, and every held-out picture once.
 */
export function forecastOf(preset: Preset, memory: MemoryPlan, timing: Timing, size: RunSize): Forecast {
  const { trainingDays, heldOutDays, control } = size
  const runs = preset.epochs * (control ? 2 : 1)
  const learning = (trainingDays / preset.batch) * timing.stepSeconds
  // There may be fewer days than a batch would hold.
  const share = Math.min(1, trainingDays / preset.batch)
  const checking = (2 * trainingDays + heldOutDays) * timing.forwardSeconds
  return {
    ...timing,
    stepSeconds: timing.stepSeconds * share,
    preset,
    memory,
    steps: runs * Math.ceil(trainingDays / preset.batch),
    seconds: runs * (learning + checking),
  }
}
