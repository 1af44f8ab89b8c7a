import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Device } from '../../src/network/device.ts'
import { writeWeights } from '../../src/network/weights/model-file.ts'
import type { Dataset } from '../../src/training/dataset.ts'
import { digestOfDays, digestOfWeights } from '../../src/training/digest.ts'
import { logitsOf, sigmoid } from '../../src/training/evaluate.ts'
import { shuffledLabels } from '../../src/training/experiment.ts'
import type { Example } from '../../src/training/examples.ts'
import { foldRecord, type FoldRecord, type FoldedExperiment } from '../../src/training/fold-record.ts'
import { folds } from '../../src/training/folds.ts'
import { plainAnswers } from '../../src/training/plain-answers.ts'
import { cardOf } from '../../src/training/plan.ts'
import type { RunResult } from '../../src/training/run.ts'
import type { Cell } from './cells.ts'
import { fileName } from './file-name.ts'
import type { Days } from './kept-days.ts'
import type { FoldOptions, TrainOptions } from './options.ts'
import { divided, planCell, RULES } from './plan-cell.ts'
import { say } from './say.ts'
import { trainPlan } from './train-plan.ts'

/** What a fold's folder holds. */
export const FOLD_FILE = 'fold.json'
const MODEL_FILE = 'model.safetensors'

/**
 * Trains one fold, or all one after another, of every network of the grid; each leaves a folder of its own. A fold
 * depends on its number and the options alone: whatever process trains it, it comes out the same.
 * @returns the experiments' folders
 */
export async function foldJob(options: TrainOptions, ready: Days, device: Device): Promise<string[]> {
  const { folded, out } = options
  if (!folded || !out) throw new Error('Not asked for folds')
  const roots: string[] = []
  for (const cell of ready.cells.map(withMeasuredDays)) {
    const root = ready.cells.length === 1 ? out : join(out, fileName(cell.name))
    const experiment = await experimentOf(cell, options, folded)
    const { fold: only } = folded
    if (only && only > experiment.folds)
      throw new Error(`--fold ${only}: there are ${experiment.folds} folds`)
    const numbers = only ? [only] : Array.from({ length: experiment.folds }, (_, k) => k + 1)
    for (const fold of numbers) {
      say(`\n${cell.name}: fold ${fold} of ${experiment.folds}`)
      await trainFold({ cell, experiment, fold, ready, device, control: options.control, root })
    }
    roots.push(root)
  }
  return roots
}

/** A day of which nothing was measured can't be labelled, and would only make folds uneven. */
const withMeasuredDays = (cell: Cell): Cell => ({
  ...cell,
  days: cell.days.filter(({ measures, given }) => Object.keys({ ...measures, ...given }).length > 0),
})

async function experimentOf(
  { name, preset, encoding, days }: Cell,
  { seed }: TrainOptions,
  { division, count }: FoldOptions,
): Promise<FoldedExperiment> {
  const number = folds(days, division, count, seed).length
  const digest = await digestOfDays(days)
  return { name, preset, encoding, division, folds: number, seed, rules: RULES, days: digest }
}

interface FoldToTrain {
  readonly cell: Cell
  readonly experiment: FoldedExperiment
  readonly fold: number
  readonly ready: Days
  readonly device: Device
  readonly control: boolean
  readonly root: string
}

async function trainFold({
  cell,
  experiment,
  fold,
  ready,
  device,
  control,
  root,
}: FoldToTrain): Promise<void> {
  const { division, folds: count, seed } = experiment
  const data = divided(cell, folds(cell.days, division, count, seed)[fold - 1]!)
  if (data.training.length === 0 || data.heldOut.length === 0)
    throw new Error(
      `Fold ${fold} has no labelled day to ${data.heldOut.length === 0 ? 'hold out' : 'learn from'}`,
    )
  const folder = join(root, `fold-${fold}`)
  mkdirSync(folder, { recursive: true })
  // An earlier result must not stand beside the weights of a run that was cut off.
  rmSync(join(folder, FOLD_FILE), { force: true })
  const plan = planCell(cell, data, { device, seed, control: false, sources: ready.sources })
  let record: FoldRecord | undefined
  await trainPlan(cell.name, plan, async (result, scores) => {
    const { parameters } = result.model
    const card = JSON.stringify(cardOf(plan, result, scores))
    writeFileSync(join(folder, MODEL_FILE), await writeWeights(parameters, { card }))
    record = foldRecord({
      experiment,
      fold,
      data,
      result: { history: result.history, keptEpoch: result.keptEpoch },
      weights: await digestOfWeights(parameters),
      onTraining: await probabilities(result, data.training),
      answers: { network: await probabilities(result, data.heldOut), ...plainAnswers(data, ready.plain) },
    })
  })
  if (!record) throw new Error(`Fold ${fold} was not trained`)
  const shuffled = control ? await controlAnswers(cell, data, plan) : undefined
  const whole = { ...record, answers: { ...record.answers, ...(shuffled && { shuffledLabels: shuffled }) } }
  // Last of all and at once, so that a folder with this file is a finished fold.
  const unfinished = join(folder, `${FOLD_FILE}.part`)
  writeFileSync(unfinished, `${JSON.stringify(whole, null, 1)}\n`)
  renameSync(unfinished, join(folder, FOLD_FILE))
}

/** What the same network says after the same run on shuffled labels. */
async function controlAnswers(
  { name }: Cell,
  data: Dataset,
  plan: Parameters<typeof trainPlan>[1],
): Promise<number[][]> {
  say(`${name}, shuffled labels`)
  const training = shuffledLabels(data.training, plan.seed)
  let answers: number[][] = []
  await trainPlan(name, { ...plan, data: { ...data, training } }, async (result) => {
    answers = await probabilities(result, data.heldOut)
  })
  return answers
}

const probabilities = async ({ model }: RunResult, days: readonly Example[]): Promise<number[][]> =>
  (await logitsOf(model, days)).map((row) => row.map(sigmoid))
