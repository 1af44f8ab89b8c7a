import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { DaySummary } from '../lifelog/day.ts'
import type { ChannelId } from '../lifelog/channels.ts'

/**
 * The IndexedDB schema. One module a table stands beside this file and checks with valibot what it reads:
 * a record an older version wrote is migrated here, in `upgrade`, never patched at the reader.
 */
export interface Tables extends DBSchema {
  /** Key: day id. Summaries apart from channels, so that lists stay light. */
  days: { key: string; value: DaySummary; indexes: { participant: string } }
  channels: {
    key: string
    value: { id: string; channels: Map<ChannelId, Float32Array>; known: Map<ChannelId, Uint8Array> }
  }
  /** Key: [day id, picture preset]. */
  pictures: { key: [string, string]; value: unknown }
  models: { key: string; value: unknown }
  /** Safetensors bytes. Key: model id; of a network that is one of several, `${model id}/${fold}`. */
  weights: { key: string; value: Uint8Array<ArrayBuffer> }
  /** Key: [model id, day id]. */
  predictions: { key: [string, string]; value: unknown }
  /** Runs in progress: what is needed to go on after a crash. */
  runs: { key: string; value: unknown }
  /** Queues of networks to train fold by fold. */
  experiments: { key: string; value: unknown }
  /** What trained folds gave. Key: [experiment id, cell's name, fold]. */
  folds: { key: [string, string, number]; value: unknown }
  /** What lists show of them, apart from their answers; the same key. */
  foldSummaries: { key: [string, string, number]; value: unknown }
  settings: { key: string; value: unknown }
  /** What the owner of this device says of their days. Key: the evening's date. */
  diary: { key: string; value: unknown }
}

export const DATABASE = 'pixleepflow'
export const VERSION = 3

export type Database = IDBPDatabase<Tables>

let opening: Promise<Database> | undefined

/** The one connection of this thread. Throws what IndexedDB throws where storage is forbidden or full. */
export function database(): Promise<Database> {
  opening ??= openDB<Tables>(DATABASE, VERSION, {
    upgrade(db, from) {
      if (from < 1) {
        db.createObjectStore('days', { keyPath: 'id' }).createIndex('participant', 'participant')
        db.createObjectStore('channels', { keyPath: 'id' })
        db.createObjectStore('pictures')
        db.createObjectStore('models')
        db.createObjectStore('weights')
        db.createObjectStore('predictions')
        db.createObjectStore('runs')
        db.createObjectStore('settings')
      }
      if (from < 2) {
        db.createObjectStore('experiments', { keyPath: 'id' })
        db.createObjectStore('folds')
        db.createObjectStore('foldSummaries')
      }
      if (from < 3) db.createObjectStore('diary', { keyPath: 'date' })
    },
    blocking(_current, _blocked, event) {
      // Another tab wants to upgrade or delete: let go, and open again when next asked.
      ;(event.target as IDBDatabase).close()
      opening = undefined
    },
    terminated() {
      opening = undefined
    },
  })
  return opening
}

/** Forgets everything on this device. */
export async function deleteEverything(): Promise<void> {
  const db = await database()
  const names = [...db.objectStoreNames]
  const transaction = db.transaction(names, 'readwrite')
  await Promise.all([...names.map((name) => transaction.objectStore(name).clear()), transaction.done])
}
