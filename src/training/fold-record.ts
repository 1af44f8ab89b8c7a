import type { Encoding } from '../inputs/encoding.ts'
import { LABELS, type Label, type LabelRule, type LabelValue } from '../lifelog/labels.ts'
import type { EpochRecord, Origin } from './card.ts'
import type { Dataset } from './dataset.ts'
import type { DaysDigest } from './digest.ts'
import type { Division } from './folds.ts'
import { THRESHOLD } from './metrics.ts'
import type { Preset } from './preset.ts'
import { priorAnswers, priorThresholds } from './priors.ts'
import { chosenThresholds } from './thresholds.ts'

/** What all folds of an experiment have in common. Data alone, so that it travels as JSON. */
export interface FoldedExperiment {
  /** For example `planes five 1/60 Hz`. */
  readonly name: string
  readonly preset: Preset
  readonly encoding: Encoding
  readonly division: Division
  /** How many. */
  readonly folds: number
  readonly seed: number
  readonly rules: readonly LabelRule[]
  readonly days: DaysDigest
  /** What the weights were before; absent where they begin with initial values. */
  readonly origin?: Origin | undefined
}

/** Those that answer with probabilities. `habit` is each person's prior. */
export const ANSWERERS = [
  'network',
  'shuffledLabels',
  'logistic',
  'habit',
  'allOnes',
  'majority',
  'oracle',
] as const
export type Answerer = (typeof ANSWERERS)[number]

/** Seven probabilities for each held-out day. */
export type FoldAnswers = Readonly<Partial<Record<Answerer, readonly (readonly number[])[]>>>

/** Thresholds chosen on the fold's training days, one a label. */
export interface FoldThresholds {
  /** The network's, for two-class F1. */
  readonly network: readonly number[]
  /** The habit's, for the positive class's F1 (reference 7.3) and for two-class F1. */
  readonly habit: readonly number[]
  readonly habitTwoClass: readonly number[]
}

export interface HeldOutDay {
  readonly dayId: string
  readonly participant: string
  /** In the order of LABELS, by this fold's cut-offs. */
  readonly labels: readonly LabelValue[]
}

/** One fold's result: all that is needed to put folds together, without its weights. */
export interface FoldRecord {
  readonly format: typeof FOLD_FORMAT
  readonly experiment: FoldedExperiment
  /** From 1. */
  readonly fold: number
  readonly history: readonly EpochRecord[]
  /** Whose weights these are, from 1. */
  readonly keptEpoch: number
  /** SHA-256 of the tensors. */
  readonly weights: string
  readonly trainingDays: number
  readonly trainingPeople: readonly string[]
  readonly heldOutPeople: readonly string[]
  readonly cutOffs: readonly (readonly [Label, number])[]
  readonly oneClass: readonly Label[]
  readonly oneClassHeldOut: readonly Label[]
  readonly thresholds: FoldThresholds
  readonly heldOut: readonly HeldOutDay[]
  readonly answers: FoldAnswers
}

export const FOLD_FORMAT = 'pixleepflow fold 1'

/** What training a fold gave. */
export interface TrainedFold {
  readonly experiment: FoldedExperiment
  readonly fold: number
  readonly data: Dataset
  readonly result: { readonly history: readonly EpochRecord[]; readonly keptEpoch: number }
  readonly weights: string
  /** The network's probabilities of the training days, for its thresholds. */
  readonly onTraining: readonly (readonly number[])[]
  /** Probabilities of the held-out days by all who had to be trained, or who know more. */
  readonly answers: Required<Pick<FoldAnswers, 'network'>> & FoldAnswers
}

/** Adds what needs no training: trivial predictors and thresholds. */
export function foldRecord({
  experiment,
  fold,
  data,
  result,
  weights,
  onTraining,
  answers,
}: TrainedFold): FoldRecord {
  const { training, heldOut } = data
  const always = (row: readonly number[]) => heldOut.map(() => row)
  return {
    format: FOLD_FORMAT,
    experiment,
    fold,
    history: result.history,
    keptEpoch: result.keptEpoch,
    weights,
    trainingDays: training.length,
    trainingPeople: data.trainingPeople,
    heldOutPeople: data.heldOutPeople,
    cutOffs: [...data.cuts],
    oneClass: data.oneClass,
    oneClassHeldOut: data.oneClassHeldOut,
    thresholds: {
      network: chosenThresholds(
        training.map(({ labels }) => labels),
        onTraining,
      ),
      habit: priorThresholds(training, heldOut, 'f1'),
      habitTwoClass: priorThresholds(training, heldOut, 'twoClassF1'),
    },
    heldOut: heldOut.map(({ dayId, participant, labels }) => ({ dayId, participant, labels })),
    answers: {
      ...answers,
      habit: priorAnswers(training, heldOut),
      allOnes: always(LABELS.map(() => 1)),
      majority: always(majorityOf(training.map(({ labels }) => labels))),
    },
  }
}

/** What most of the training days are; yes where they are even. */
const majorityOf = (rows: readonly (readonly LabelValue[])[]): number[] =>
  LABELS.map((_, label) => {
    const known = rows.flatMap((row) => row[label] ?? [])
    return known.reduce<number>((sum, value) => sum + value, 0) >= known.length * THRESHOLD ? 1 : 0
  })
