import type { MemoryPlan } from '../network/memory.ts'
import { dataset, type Dataset, type ShownDay } from './dataset.ts'
import { digestOfDays, digestOfWeights } from './digest.ts'
import { answersOf, type Experiment, type ExperimentHooks, type Interrupted } from './experiment.ts'
import { foldRecord, type FoldRecord, type FoldedExperiment } from './fold-record.ts'
import { folds } from './folds.ts'
import { Stopped } from './gate.ts'
import { plainAnswers, type Plain } from './plain-answers.ts'
import type { RunOptions, RunResult } from './run.ts'

/** A fold that has no labelled day on one of its sides. */
export class EmptyFold extends Error {
  override readonly name = 'EmptyFold'
  readonly fold: number

  constructor(fold: number, side: 'training' | 'heldOut') {
    super(`Fold ${fold} has no labelled day to ${side === 'heldOut' ? 'hold out' : 'learn from'}`)
    this.fold = fold
  }
}

/** A day of which nothing was measured can't be labelled, and would only make folds uneven. */
export const measuredDays = (days: readonly ShownDay[]): ShownDay[] =>
  days.filter(({ measures, given }) => Object.keys({ ...measures, ...given }).length > 0)

/**
 * What all folds of these days have in common.
 * @param days measured ones
 * @param asked `folds` is how many are wanted; `onePerson` makes as many as there are people
 * @throws RangeError where the days can't be divided so
 */
export async function foldedExperiment(
  days: readonly ShownDay[],
  asked: Omit<FoldedExperiment, 'days'>,
): Promise<FoldedExperiment> {
  const number = folds(days, asked.division, asked.folds, asked.seed).length
  return { ...asked, folds: number, days: await digestOfDays(days) }
}

/**
 * The labelled days of one fold.
 * @param fold from 1
 * @throws EmptyFold
 */
export function foldData(days: readonly ShownDay[], experiment: FoldedExperiment, fold: number): Dataset {
  const { division, folds: count, seed, rules, encoding } = experiment
  const data = dataset(days, rules, encoding, folds(days, division, count, seed)[fold - 1]!)
  if (data.training.length === 0) throw new EmptyFold(fold, 'training')
  if (data.heldOut.length === 0) throw new EmptyFold(fold, 'heldOut')
  return data
}

/** One fold that is to be trained. */
export interface FoldPlan {
  readonly experiment: FoldedExperiment
  /** From 1. */
  readonly fold: number
  readonly data: Dataset
  readonly memory: Pick<MemoryPlan, 'checkpoints' | 'parts'>
  readonly control: boolean
  /** What predictors without a network are given, by day. */
  readonly plain: ReadonlyMap<string, Plain>
  readonly start?: RunOptions['start']
}

export interface FoldHooks extends Omit<ExperimentHooks, 'onTrained' | 'onControl'> {
  /** The network is trained. Its record may still lack what the control run says; its weights are let go afterwards. */
  onTrained(record: FoldRecord, result: RunResult): Promise<void>
}

/**
 * Trains a fold's network and, where wanted, its control run on shuffled labels.
 * @param from where it goes on; with the record of the network where that is trained already
 * @throws Stopped
 */
export async function trainFold(
  runner: Experiment,
  plan: FoldPlan,
  hooks: FoldHooks,
  from?: Interrupted & { readonly record?: FoldRecord | undefined },
): Promise<FoldRecord> {
  const { experiment, fold, data } = plan
  const { preset, encoding, seed } = experiment
  let record = from?.record
  await runner.start(
    { ...plan, preset, encoding, seed },
    {
      ...hooks,
      async onTrained(result, _scores, answers) {
        record = foldRecord({
          experiment,
          fold,
          data,
          result: { history: result.history, keptEpoch: result.keptEpoch },
          weights: await digestOfWeights(result.model.parameters),
          onTraining: await answersOf(result, data.training),
          answers: { network: answers, ...plainAnswers(data, plan.plain) },
        })
        await hooks.onTrained(record, result)
      },
      onControl(shuffledLabels) {
        if (record) record = { ...record, answers: { ...record.answers, shuffledLabels } }
      },
    },
    from,
  )
  if (!record) throw new Error(`Fold ${fold} was not trained`)
  if (plan.control && !record.answers.shuffledLabels) throw new Stopped()
  return record
}
