import * as v from 'valibot'
import { CHANNEL_IDS } from '../lifelog/channels.ts'
import { INPUT_SIDE, type StoredPicture } from '../inputs/composite/stored.ts'
import { database } from './database.ts'

const Row = v.object({
  channel: v.picklist(CHANNEL_IDS),
  top: v.number(),
  bottom: v.number(),
  left: v.number(),
  right: v.number(),
  low: v.number(),
  high: v.number(),
})

const Stored = v.object({
  dayId: v.string(),
  preset: v.literal('recommended'),
  width: v.number(),
  height: v.number(),
  rows: v.array(Row),
  png: v.instance(Blob),
  input: v.pipe(
    v.instance(Uint8ClampedArray),
    v.check((grey) => grey.length === INPUT_SIDE * INPUT_SIDE),
  ),
})

const PRESET = 'recommended'

/** Throws where the record isn't what this version writes. */
export async function getPicture(dayId: string): Promise<StoredPicture | undefined> {
  const record: unknown = await (await database()).get('pictures', [dayId, PRESET])
  return record === undefined ? undefined : v.parse(Stored, record)
}

export async function putPicture(picture: StoredPicture): Promise<void> {
  await (await database()).put('pictures', picture, [picture.dayId, picture.preset])
}

/** Ids of the days that have a picture. */
export async function daysWithPicture(): Promise<Set<string>> {
  const keys = await (await database()).getAllKeys('pictures')
  return new Set(keys.filter(([, preset]) => preset === PRESET).map(([dayId]) => dayId))
}

export async function countPictures(): Promise<number> {
  return (await database()).count('pictures')
}

export async function deletePicture(dayId: string): Promise<void> {
  await (await database()).delete('pictures', [dayId, PRESET])
}
