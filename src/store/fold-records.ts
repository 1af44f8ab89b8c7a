import * as v from 'valibot'
import { LABELS } from '../lifelog/labels.ts'
import type { FoldRecord } from '../training/fold-record.ts'
import type { TrainedFoldSummary } from '../training/queue.ts'
import { EncodingSchema } from './encodings.ts'
import { database } from './database.ts'
import { EpochSchema, LabelSchema, OriginSchema, RulesSchema } from './models.ts'
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
    origin: v.optional(OriginSchema),
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

const Summary = v.object({
  cell: v.string(),
  fold: v.number(),
  weights: v.boolean(),
  seconds: v.number(),
  meanF1: v.number(),
  control: v.boolean(),
})

/** The weights' place in the table of weights. */
export const foldWeightsKey = (experiment: string, cell: string, fold: number): string =>
  `${experiment}/${cell}/${fold}`

/** A cell's folds. Throws where a record isn't what this version writes. */
export async function getFolds(experiment: string, cell: string): Promise<FoldRecord[]> {
  const rows: unknown[] = await (await database()).getAll('folds', below(experiment, cell))
  return rows.map((row) => v.parse(FoldRecordSchema, row) as FoldRecord)
}

/** What lists show of an experiment's folds. Throws where a record isn't what this version writes. */
export async function getSummaries(experiment: string): Promise<TrainedFoldSummary[]> {
  const rows: unknown[] = await (await database()).getAll('foldSummaries', below(experiment))
  return rows.map((row) => v.parse(Summary, row))
}

const below = (experiment: string, cell?: string): IDBKeyRange => {
  const prefix = cell === undefined ? [experiment] : [experiment, cell]
  return IDBKeyRange.bound(prefix, [...prefix, []])
}

/**
 * The record, its summary, and the weights where there are any, in one transaction: never one of another run beside it.
 * @param weights safetensors bytes; `kept` where they are stored already; null where there was no room
 */
export async function putFold(
  experiment: string,
  record: FoldRecord,
  summary: TrainedFoldSummary,
  weights: Uint8Array<ArrayBuffer> | 'kept' | null,
): Promise<void> {
  const { cell } = summary
  const transaction = (await database()).transaction([...TABLES], 'readwrite')
  const key: [string, string, number] = [experiment, cell, record.fold]
  const table = transaction.objectStore('weights')
  const path = foldWeightsKey(experiment, cell, record.fold)
  await Promise.all([
    transaction.objectStore('folds').put(record, key),
    transaction.objectStore('foldSummaries').put(summary, key),
    weights === null ? table.delete(path) : weights === 'kept' ? undefined : table.put(weights, path),
    transaction.done,
  ])
}

const TABLES = ['folds', 'foldSummaries', 'weights'] as const

/** Forgets the folds of an experiment, or of one of its cells, with their weights. */
export async function deleteFolds(experiment: string, cell?: string): Promise<void> {
  const path = cell === undefined ? `${experiment}/` : `${experiment}/${cell}/`
  const transaction = (await database()).transaction([...TABLES], 'readwrite')
  await Promise.all([
    transaction.objectStore('folds').delete(below(experiment, cell)),
    transaction.objectStore('foldSummaries').delete(below(experiment, cell)),
    transaction.objectStore('weights').delete(IDBKeyRange.bound(path, `${path}\uffff`)),
    transaction.done,
  ])
}
