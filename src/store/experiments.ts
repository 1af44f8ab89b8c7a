import * as v from 'valibot'
import type { ExperimentPlan } from '../training/queue.ts'
import { database } from './database.ts'
import { PresetSchema } from './presets.ts'

const Plan = v.object({
  id: v.string(),
  created: v.number(),
  cells: v.array(v.object({ name: v.string(), preset: PresetSchema, skipped: v.boolean() })),
  division: v.picklist(['people', 'onePerson', 'days', 'time']),
  folds: v.pipe(v.number(), v.integer(), v.minValue(1)),
  seed: v.number(),
  control: v.boolean(),
  tables: v.array(v.picklist(['II', 'III', 'IV'])),
})

/** The newest first. Throws where a record isn't what this version writes. */
export async function listExperiments(): Promise<ExperimentPlan[]> {
  const rows: unknown[] = await (await database()).getAll('experiments')
  return rows.map((row) => v.parse(Plan, row)).sort((a, b) => b.created - a.created)
}

export async function getExperiment(id: string): Promise<ExperimentPlan | undefined> {
  const row: unknown = await (await database()).get('experiments', id)
  return row === undefined ? undefined : v.parse(Plan, row)
}

export async function putExperiment(plan: ExperimentPlan): Promise<void> {
  await (await database()).put('experiments', plan)
}

/** Its folds stay: whoever deletes an experiment deletes them first. */
export async function deleteExperiment(id: string): Promise<void> {
  await (await database()).delete('experiments', id)
}
