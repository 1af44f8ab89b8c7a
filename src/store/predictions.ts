import * as v from 'valibot'
import { LABELS } from '../lifelog/labels.ts'
import type { Prediction } from '../training/card.ts'
import { database } from './database.ts'

const Stored = v.object({
  modelId: v.string(),
  dayId: v.string(),
  probabilities: v.pipe(v.array(v.pipe(v.number(), v.minValue(0), v.maxValue(1))), v.length(LABELS.length)),
  spread: v.optional(v.pipe(v.array(v.number()), v.length(LABELS.length))),
  seenInTraining: v.boolean(),
})

/** Every day's prediction by one model. Throws where a record isn't what this version writes. */
export async function predictionsOf(modelId: string): Promise<Prediction[]> {
  const range = IDBKeyRange.bound([modelId], [modelId, []])
  const records: unknown[] = await (await database()).getAll('predictions', range)
  return records.map((record) => v.parse(Stored, record))
}

export async function putPredictions(predictions: readonly Prediction[]): Promise<void> {
  const transaction = (await database()).transaction('predictions', 'readwrite')
  await Promise.all([
    ...predictions.map((one) => transaction.store.put(one, [one.modelId, one.dayId])),
    transaction.done,
  ])
}
