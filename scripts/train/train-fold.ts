import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { checkDevice } from '../../src/network/backend.ts'
import type { Device } from '../../src/network/device.ts'
import { writeWeights } from '../../src/network/weights/model-file.ts'
import { Experiment, type Interrupted } from '../../src/training/experiment.ts'
import type { FoldRecord, FoldedExperiment } from '../../src/training/fold-record.ts'
import { foldData, trainFold } from '../../src/training/fold-run.ts'
import { cardOf } from '../../src/training/plan.ts'
import { scoreOf, trivialScores } from '../../src/training/trivial.ts'
import type { Cell, Days } from './cells.ts'
import { readCheckpoint, removeCheckpoint, writeCheckpoint } from './checkpoint-file.ts'
import { FOLD_FILE, readFold } from './found-folds.ts'
import type { TrainOptions } from './options.ts'
import { planCell } from './plan-cell.ts'
import { say } from './say.ts'
import type { StartWeights } from './start-weights.ts'
import { epochLine } from './train-plan.ts'
import { writeWhole } from './whole-file.ts'

export const MODEL_FILE = 'model.safetensors'

export interface FoldToTrain {
  readonly cell: Cell
  readonly experiment: FoldedExperiment
  readonly fold: number
  readonly weights: StartWeights | undefined
  readonly ready: Days
  readonly device: Device
  readonly options: TrainOptions
  /** Words for what is left, of seconds of this fold and how many it takes in all. */
  readonly onLeft: (seconds: number, whole: number) => string
}

type GoesOn = Interrupted & { readonly record?: FoldRecord | undefined }

/**
 * Trains a fold into its folder. Killed at any moment, the same command goes on after the last whole epoch, and comes to
 * the same weights, to the bit.
 */
export async function trainFoldInto(folder: string, job: FoldToTrain): Promise<FoldRecord> {
  const { cell, experiment, fold, weights, ready, device, options } = job
  const { control, seed } = options
  const data = foldData(cell.days, experiment, fold)
  const plan = planCell(cell, data, {
    device,
    seed,
    control,
    sources: ready.sources,
    origin: weights?.origin ?? null,
  })
  const of = JSON.stringify([experiment, fold, device.backend, plan.memory.parts, plan.memory.checkpoints])
  const from = goingOn(folder, of)
  if (from)
    say(
      `it goes on after epoch ${from.checkpoint?.history.length ?? 0}${from.record ? ', shuffled labels' : ''}`,
    )
  let record = from?.record
  const started = performance.now()
  const whole = await trainFold(
    new Experiment(),
    { experiment, fold, data, memory: plan.memory, control, plain: ready.plain, start: weights?.start },
    {
      checkDevice,
      onStart: (phase) => phase === 'shuffledLabels' && say(`${experiment.name}, shuffled labels`),
      onEvent(event) {
        if (event.kind !== 'epoch') return
        const { secondsLeft } = event
        const elapsed = (performance.now() - started) / 1000
        say(epochLine(event.record, experiment.preset.epochs, job.onLeft(secondsLeft, elapsed + secondsLeft)))
      },
      async onTrained(found, result) {
        const loss = result.history.at(-1)?.loss
        const scores = [
          scoreOf('network', data.heldOut, found.answers.network!, loss),
          ...trivialScores(data.training, data.heldOut),
        ]
        const card = JSON.stringify(cardOf(plan, result, scores))
        const floats = options.half ? 'F16' : 'F32'
        writeWhole(join(folder, MODEL_FILE), await writeWeights(result.model.parameters, { card }, floats))
        record = found
        if (control) writeCheckpoint(folder, of, { phase: 'shuffledLabels', checkpoint: null, record })
      },
      onCheckpoint(phase, checkpoint) {
        writeCheckpoint(folder, of, { phase, checkpoint, record: record ?? null })
        return Promise.resolve()
      },
    },
    from,
  )
  // Last of all and at once, so that a folder with this file is a finished fold.
  writeWhole(join(folder, FOLD_FILE), `${JSON.stringify(whole, null, 1)}\n`)
  removeCheckpoint(folder)
  return whole
}

/** Where an earlier attempt at this fold was cut off, or its control run is missing. */
function goingOn(folder: string, of: string): GoesOn | undefined {
  try {
    const state = readCheckpoint(folder, of)
    const trained = existsSync(join(folder, MODEL_FILE))
    if (state && (!state.record || trained)) {
      const { phase, checkpoint, record } = state
      return { phase, scores: [], checkpoint: checkpoint ?? undefined, record: record ?? undefined }
    }
    if (trained && existsSync(join(folder, FOLD_FILE)))
      return { phase: 'shuffledLabels', scores: [], record: readFold(folder) }
  } catch (error) {
    say(`The checkpoint in ${folder} is not used: ${error instanceof Error ? error.message : String(error)}`)
  }
  return undefined
}
