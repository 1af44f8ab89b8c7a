import * as v from 'valibot'
import type { Origin, Score } from '../training/card.ts'
import type { Checkpoint } from '../training/checkpoint.ts'
import type { Phase } from '../training/events.ts'
import type { Preset } from '../training/preset.ts'
import { database } from './database.ts'
import { EpochSchema, OriginSchema, ScoreSchema } from './models.ts'
import { PresetSchema } from './presets.ts'

const Run = v.object({
  /** Days, labels, seed, preset and origin: what must be the same for the run to go on. */
  fingerprint: v.string(),
  modelId: v.string(),
  phase: v.picklist(['network', 'shuffledLabels']),
  preset: PresetSchema,
  origin: v.nullable(OriginSchema),
  scores: v.array(ScoreSchema),
  checkpoint: v.object({
    history: v.array(EpochSchema),
    random: v.number(),
    steps: v.number(),
    tensors: v.map(v.string(), v.instance(Float32Array)),
    best: v.optional(v.object({ epoch: v.number(), tensors: v.map(v.string(), v.instance(Float32Array)) })),
  }),
})
export interface StoredRun {
  readonly fingerprint: string
  readonly modelId: string
  readonly phase: Phase
  readonly preset: Preset
  readonly origin: Origin | null
  readonly scores: readonly Score[]
  readonly checkpoint: Checkpoint
}

/** A run of the training screen, and a fold of an experiment: each may wait to be gone on with. */
export type RunSlot = 'current' | 'fold'
/** The file of weights that it started from: its control run starts from them, too. */
const START = 'start'

/** Writes the run with its hash, in one transaction: a torn record is found out when it is read. */
export async function putRun(run: StoredRun, slot: RunSlot = 'current'): Promise<void> {
  const record = { hash: await hashOf(run), run }
  await (await database()).put('runs', record, slot)
}

/** The interrupted run; undefined where there is none, or what is there is damaged. */
export async function getRun(slot: RunSlot = 'current'): Promise<StoredRun | undefined> {
  const record: unknown = await (await database()).get('runs', slot)
  const parsed = v.safeParse(v.object({ hash: v.string(), run: Run }), record)
  if (!parsed.success) return undefined
  const { hash, run } = parsed.output
  // Of the record as it was written: parsing puts fields into an order of its own.
  return hash === (await hashOf((record as { run: StoredRun }).run)) ? run : undefined
}

export async function putStart(file: Blob): Promise<void> {
  await (await database()).put('runs', file, START)
}

export async function getStart(): Promise<Blob | undefined> {
  const record: unknown = await (await database()).get('runs', START)
  return record instanceof Blob ? record : undefined
}

/** Forgets how far the run is; what it started from stays. */
export async function deleteCheckpoint(slot: RunSlot = 'current'): Promise<void> {
  await (await database()).delete('runs', slot)
}

export async function deleteRun(): Promise<void> {
  const transaction = (await database()).transaction('runs', 'readwrite')
  await Promise.all([
    transaction.store.delete('current' satisfies RunSlot),
    transaction.store.delete(START),
    transaction.done,
  ])
}

async function hashOf({ checkpoint, ...rest }: StoredRun): Promise<string> {
  const { tensors, best, ...state } = checkpoint
  const all = [...tensors, ...(best?.tensors ?? [])]
  const names = all.map(([name]) => name)
  const text = new TextEncoder().encode(JSON.stringify([rest, state, best?.epoch ?? null, names]))
  const parts = [
    text,
    ...all.map(([, values]) => values).map((t) => new Uint8Array(t.buffer, t.byteOffset, t.byteLength)),
  ]
  const digests = await Promise.all(
    parts.map((part) => crypto.subtle.digest('SHA-256', part as BufferSource)),
  )
  const whole = await crypto.subtle.digest('SHA-256', await new Blob(digests).arrayBuffer())
  return Array.from(new Uint8Array(whole), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
