import * as v from 'valibot'
import { LABELS } from '../lifelog/labels.ts'
import type { FoldRecord } from '../training/fold-record.ts'
import type { TrainedFoldSummary } from '../training/queue.ts'
import { EncodingSchema } from './encodings.ts'
import { database } from './database.ts'
import { EpochSchema, LabelSchema, RulesSchema } from './models.ts'
import { PresetSchema } from './presets.ts'

const Seven = v.pipe(v.array(v.number()), v.length(LABELS.length))
const Answers = v.optional(v.array(Seven))

/** A fold's record as it is written, here and to files of the command line. */
export const FoldRecordSchema = v.object({
  format: v.literal('pixleepflow fold 1'),
  experiment: v.object({
    name: v.string(),
    preset: PresetSchema,
    encoding: EncodingSchema,
    division: v.picklist(['people', 'onePerson', 'days', 'time']),
    folds: v.number(),
    seed: v.number(),
    rules: RulesSchema,
    days: v.object({ count: v.number(), sha256: v.string() }),
  }),
  fold: v.pipe(v.number(), v.integer(), v.minValue(1)),
  history: v.array(EpochSchema),
  keptEpoch: v.number(),
  weights: v.string(),
  trainingDays: v.number(),
  trainingPeople: v.array(v.string()),
  heldOutPeople: v.array(v.string()),
  cutOffs: v.array(v.tuple([LabelSchema, v.number()])),
  oneClass: v.array(LabelSchema),
  oneClassHeldOut: v.array(LabelSchema),
  thresholds: v.object({ network: Seven, habit: Seven, habitTwoClass: Seven }),
  heldOut: v.array(
    v.object({
      dayId: v.string(),
      participant: v.string(),
      labels: v.pipe(v.array(v.nullable(v.picklist([0, 1]))), v.length(LABELS.length)),
    }),
  ),
  answers: v.object({
    network: Answers,
    shuffledLabels: Answers,
    logistic: Answers,
    habit: Answers,
    allOnes: Answers,
    majority: Answers,
    oracle: Answers,
  }),
})

const Row = v.object({ record: FoldRecordSchema, weights: v.boolean() })

/** A fold as it is stored: what it gave, and whether its weights lie beside it. */
export interface StoredFold {
  readonly record: FoldRecord
  readonly weights: boolean
}

/** The weights' place in the table of weights. */
export const foldWeightsKey = (experiment: string, cell: string, fold: number): string =>
  `${experiment}/${cell}/${fold}`

/** All folds of an experiment, or of one of its cells. Throws where a record isn't what this version writes. */
export async function getFolds(experiment: string, cell?: string): Promise<StoredFold[]> {
  const prefix = cell === undefined ? [experiment] : [experiment, cell]
  const range = IDBKeyRange.bound(prefix, [...prefix, []])
  const rows: unknown[] = await (await database()).getAll('folds', range)
  return rows.map((row) => v.parse(Row, row) as StoredFold)
}

/** What lists need of the folds. */
export const summaryOf = ({ record, weights }: StoredFold): TrainedFoldSummary => ({
  cell: record.experiment.name,
  fold: record.fold,
  weights,
  seconds: record.history.reduce((sum, { seconds }) => sum + seconds, 0),
  meanF1: record.history[record.keptEpoch - 1]?.validationF1 ?? NaN,
})

/** The record, and the weights where there are any, in one transaction: never one of another run beside it. */
export async function putFold(
  experiment: string,
  record: FoldRecord,
  weights: Uint8Array<ArrayBuffer> | 'kept' | null,
): Promise<void> {
  const cell = record.experiment.name
  const transaction = (await database()).transaction(['folds', 'weights'], 'readwrite')
  const key = foldWeightsKey(experiment, cell, record.fold)
  const table = transaction.objectStore('weights')
  await Promise.all([
    transaction
      .objectStore('folds')
      .put({ record, weights: weights !== null }, [experiment, cell, record.fold]),
    weights === null ? table.delete(key) : weights === 'kept' ? undefined : table.put(weights, key),
    transaction.done,
  ])
}

/** Forgets the folds of an experiment, or of one of its cells, with their weights. */
export async function deleteFolds(experiment: string, cell?: string): Promise<void> {
  const prefix = cell === undefined ? [experiment] : [experiment, cell]
  const path = `${prefix.join('/')}/`
  const transaction = (await database()).transaction(['folds', 'weights'], 'readwrite')
  await Promise.all([
    transaction.objectStore('folds').delete(IDBKeyRange.bound(prefix, [...prefix, []])),
    transaction.objectStore('weights').delete(IDBKeyRange.bound(path, `${path}\uffff`)),
    transaction.done,
  ])
}
