import type { Encoding } from '../inputs/encoding.ts'
import type { NetworkName } from '../network/design.ts'
import type { Device } from '../network/device.ts'
import type { Stage } from '../network/stages.ts'
import type { Normalisation } from '../network/model.ts'
import type { Label, LabelRule } from '../lifelog/labels.ts'
import type { DayStart } from '../lifelog/day.ts'
import type { Preset } from './preset.ts'

export interface EpochRecord {
  /** From 1. */
  readonly epoch: number
  /** Mean training loss of the epoch's steps, binary cross-entropy. */
  readonly loss: number
  readonly validationLoss: number
  /** Mean over labels of the positive class's F1. */
  readonly trainingF1: number
  readonly validationF1: number
  readonly learningRate: number
  readonly seconds: number
}

export const PREDICTORS = ['network', 'shuffledLabels', 'logistic', 'allOnes', 'majority', 'oracle'] as const
export type Predictor = (typeof PREDICTORS)[number]

/** Scores of one predictor on the held-out days. */
export interface Score {
  readonly predictor: Predictor
  /** F1 of the positive class per label, in the order of LABELS. */
  readonly f1: readonly number[]
  /** The paper's score: plain mean of `f1`. */
  readonly meanF1: number
  /** Mean over labels of the mean F1 of both classes. */
  readonly twoClassF1: number
  /** Last training loss, where the predictor was trained. */
  readonly trainingLoss?: number
}

/** What a network's weights were before training, where they came from a file. */
export interface Origin {
  readonly file: string
  /** Of the file's bytes, in hexadecimal digits. */
  readonly sha256: string
  /** How many of the network's tensors the file gave. */
  readonly taken: number
  /** Tensors fitted to the input channels; replaced or missing ones began with initial values. */
  readonly adapted: readonly string[]
  readonly replaced: readonly string[]
  readonly missing: readonly string[]
  /** In the file, not in the network. */
  readonly surplus: readonly string[]
}

/** Networks of one experiment, one a fold, that answer together. */
export interface EnsembleCard {
  readonly folds: number
  /** For the mean of their probabilities, one a label, chosen on training days. */
  readonly thresholds: readonly number[]
  /** Which network has not seen a day: it alone answers for it. Day ids, with folds from 1. */
  readonly heldOutIn: readonly (readonly [dayId: string, fold: number])[]
}

/** Everything one must know of a model before trusting it; stored and exported beside its weights. */
export interface ModelCard {
  readonly id: string
  /** Milliseconds since the Unix epoch. */
  readonly created: number
  readonly preset: Preset['name']
  /** What it sees, as the name of a grid's network. */
  readonly cell?: string | undefined
  readonly architecture: NetworkName
  readonly parameters: number
  /** How a day must be shown to it. */
  readonly encoding: Encoding
  readonly normalisation: Normalisation
  /** Parts of a batch that were computed one after another; batch statistics are then those of a part. */
  readonly batchParts: number
  /** Days a step. */
  readonly batch: number
  readonly epochs: number
  /** Whose weights these are, from 1: the last one's where absent. */
  readonly keptEpoch?: number | undefined
  readonly learningRate: number
  /** Whether every step was one of Sharpness-Aware Minimisation. */
  readonly sam: boolean
  /** Whether training days were changed a little each time. */
  readonly augmented: boolean
  /** The last stage that stayed as it began; null where all of the network learnt. */
  readonly frozen: Stage | null
  /** Null where training began with initial values. */
  readonly startedFrom: Origin | null
  /** Where it is several networks; the other fields are those of its first, or of all together. */
  readonly ensemble?: EnsembleCard | undefined
  /** When it was opened from a file on this device, in milliseconds since the Unix epoch. */
  readonly opened?: number | undefined
  readonly dayStart: DayStart
  readonly device: Device
  readonly seed: number
  readonly trainingPeople: readonly string[]
  readonly heldOutPeople: readonly string[]
  /** Where one person alone is on both sides: the id of the first held-out day. */
  readonly heldOutFrom?: string | undefined
  readonly trainingDays: number
  readonly heldOutDays: number
  readonly rules: readonly LabelRule[]
  readonly cutOffs: readonly (readonly [Label, number])[]
  /** Labels that have only one class among the training days: nothing can be learnt of them. */
  readonly oneClass: readonly Label[]
  /** Labels that have only one class among the held-out days: their scores say little. */
  readonly oneClassHeldOut: readonly Label[]
  readonly history: readonly EpochRecord[]
  readonly scores: readonly Score[]
  /** Licence and credit of the data it was trained on. */
  readonly data: string
}

/** Whether it has learnt from virtual participants alone: wherever its answers are shown, that is said. */
export const learntFromSimulation = ({ data }: Pick<ModelCard, 'data'>): boolean =>
  data.split('; ').every((source) => source === 'simulated')

/** Whether one person alone is on both sides: the last days were held out, and no other person. */
export const onOwnDays = ({
  trainingPeople,
  heldOutPeople,
}: Pick<ModelCard, 'trainingPeople' | 'heldOutPeople'>): boolean =>
  trainingPeople.length === 1 && heldOutPeople.length === 1 && trainingPeople[0] === heldOutPeople[0]

/** Whether a network has learnt from a day; of a person whom it knows days before the held-out ones may have been. */
export const hasSeen = (
  { trainingPeople, heldOutFrom }: Pick<ModelCard, 'trainingPeople' | 'heldOutFrom'>,
  { dayId, participant }: { readonly dayId: string; readonly participant: string },
): boolean => trainingPeople.includes(participant) && !(heldOutFrom !== undefined && dayId >= heldOutFrom)

export interface Prediction {
  readonly modelId: string
  readonly dayId: string
  /** Seven probabilities in the order of LABELS; of several networks their mean. */
  readonly probabilities: readonly number[]
  /** How little several networks agree: the standard deviation of their probabilities. Absent where one answers. */
  readonly spread?: readonly number[] | undefined
  /** True where the network saw this day while it was trained. */
  readonly seenInTraining: boolean
}
