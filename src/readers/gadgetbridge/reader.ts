import type { Found, Problem, Reader, ReadOptions, SourceFile } from '../reader.ts'
import { unreadable } from '../triage.ts'
import { LocalTime } from '../wearable/instant.ts'
import { participantOf } from '../wearable/owner.ts'
import { Recording } from '../wearable/recording.ts'
import { HEADER, MAGIC, UntrustedDatabase } from './database.ts'
import { rowsOf, type Row } from './rows.ts'
import { tablesOf, type SampleTable } from './tables.ts'

/** Folders around the database that name no person. */
export const OWN = /^(gadgetbridge.*|nodomain\.freeyourgadget.*|files|database|exports?|export_data)$/i

/** It is held as a whole; ten years of three bands are a tenth of this. */
const LARGEST = 1 << 30
/** Rows between two looks at whether to stop. */
const AT_ONCE = 5000
/** So many names of tables fit into a message. */
const NAMES = 12

/** Gadgetbridge's exported database: a row a minute with steps and heart rate, a table for each kind of device. */
export const gadgetbridge: Reader = {
  id: 'gadgetbridge',

  // A file is a group: two exports of one person have the same rows, which must not count twice.
  async detect(files) {
    const groups: SourceFile[][] = []
    for (const file of files) if (await isSqlite(file)) groups.push([file])
    return groups
  },

  async *read(group, options): AsyncGenerator<Found> {
    const [file] = group
    if (file) yield* readDatabase(file, options)
  },
}

const isSqlite = async ({ blob }: SourceFile): Promise<boolean> =>
  (await blob
    .slice(0, MAGIC.length)
    .text()
    .catch(() => '')) === MAGIC

async function* readDatabase({ path, blob }: SourceFile, options: ReadOptions): AsyncGenerator<Found> {
  const damaged = (reason: string): Found =>
    problem({ file: path, code: 'damaged_sqlite', detail: { reason } })
  if (blob.size > LARGEST) return yield damaged(`it is larger than ${LARGEST >> 20} MB`)
  if (blob.size < HEADER) return yield damaged('it breaks off in its head')
  let db: UntrustedDatabase
  try {
    db = await UntrustedDatabase.open(blob, options.signal)
  } catch (error) {
    if (options.signal.aborted) throw error
    return yield problem(unreadable(path, error))
  }
  const recording = new Recording(options)
  let faults = 0
  try {
    const { samples, names } = tablesOf(db)
    if (samples.length === 0) {
      const tables = names.slice(0, NAMES).join(', ') + (names.length > NAMES ? ', …' : '')
      return yield problem({ file: path, code: 'sqlite_lacks', detail: { tables: tables || '–' } })
    }
    const notice: Problem = { file: path, code: 'never_seen', detail: { format: 'Gadgetbridge' } }
    yield { kind: 'notice', problem: notice }
    const local = new LocalTime(options.zone)
    for (const table of samples) {
      const taking = new Taking(recording, table, local)
      for (const order of ['ASC', 'DESC'] as const)
        try {
          for (const rows of batches(rowsOf(db, table, order))) {
            if (!taking.all(rows, order)) break
            yield { kind: 'progress', file: path, bytes: 0 }
            options.signal.throwIfAborted()
          }
          break
        } catch (error) {
          if (options.signal.aborted) throw error
          // From the other end there may be rows behind the damage.
          if (order === 'ASC') yield damaged(reasonOf(error))
          faults++
        }
    }
  } catch (error) {
    if (options.signal.aborted) throw error
    yield damaged(reasonOf(error))
    faults++
  } finally {
    db.close()
  }
  yield { kind: 'progress', file: path, bytes: blob.size }
  if (recording.empty && faults === 0) yield problem({ file: path, code: 'no_rows' })
  yield* recording.found(participantOf(path, OWN), path)
}

const problem = (of: Problem): Found => ({ kind: 'problem', problem: of })

/** SQLite's own words behind its code, where they are words. */
const reasonOf = (error: unknown): string => {
  const said = error instanceof Error ? error.message : String(error)
  return said.replace(/^SQLITE_\w+: sqlite3 result code \d+: /, '').slice(0, 200)
}

/** What was read of a table before an error comes with the rows, the error after them. */
function* batches(rows: Iterable<Row | null>): Generator<Row[]> {
  let batch: Row[] = []
  let count = 0
  try {
    for (const row of rows) {
      if (row) batch.push(row)
      if (++count % AT_ONCE > 0) continue
      yield batch
      batch = []
    }
  } catch (error) {
    yield batch
    throw error
  }
  yield batch
}

/** Rows of one table on their way into the recording. */
class Taking {
  readonly #recording: Recording
  readonly #table: SampleTable
  readonly #local: LocalTime
  #last = -Infinity

  constructor(recording: Recording, table: SampleTable, local: LocalTime) {
    this.#recording = recording
    this.#table = table
    this.#local = local
  }

  /** False where rows come that were there before, from the other end. */
  all(rows: readonly Row[], order: 'ASC' | 'DESC'): boolean {
    for (const row of rows) {
      if (order === 'ASC') this.#last = row.at
      else if (row.at <= this.#last) return false
      this.#take(row)
    }
    return true
  }

  #take({ at, device, steps, heartRate }: Row): void {
    const ahead = this.#local.aheadAt(at) / 60_000
    // The device that was there first leads where two were worn.
    const source = this.#recording.source(`${this.#table.name} ${device}`, device)
    const reading = { start: at, ahead, source }
    if (heartRate > 0) this.#recording.add('heart_rate', { ...reading, seconds: 0, value: heartRate })
    // A band in a drawer writes zeros as well: only what was walked says who was worn.
    if (steps > 0) this.#recording.add('steps', { ...reading, seconds: 60, value: steps })
  }
}
