import * as v from 'valibot'
import { ChosenCutOffsSchema, type ChosenCutOffs } from '../lifelog/chosen-rules.ts'
import { database } from './database.ts'

const CUT_OFFS = 'cutOffs'

/** The cut-offs that somebody chose; none where nobody did. Throws where the record isn't what this version writes. */
export async function getCutOffs(): Promise<ChosenCutOffs> {
  const record: unknown = await (await database()).get('settings', CUT_OFFS)
  return record === undefined ? {} : v.parse(ChosenCutOffsSchema, record)
}

export async function putCutOffs(chosen: ChosenCutOffs): Promise<void> {
  await (await database()).put('settings', { ...chosen }, CUT_OFFS)
}
