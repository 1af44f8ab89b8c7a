import type { Database, PreparedStatement, Sqlite3Static } from '@sqlite.org/sqlite-wasm'

/** Every SQLite file begins with these sixteen bytes. */
export const MAGIC = 'SQLite format 3\0'
/** Of the file's head. */
export const HEADER = 100

/** Values longer than this are no measurements. */
const LONGEST_VALUE = 1 << 16
/** Instructions of SQLite between two looks at the clock, and the longest it may run without giving a row. */
const INSTRUCTIONS = 100_000
const PATIENCE_MS = 5000

/** A database in memory of which nothing is trusted: it is only read, and never runs for long without a result. */
export class UntrustedDatabase {
  readonly #db: Database
  #until = Infinity

  private constructor(db: Database) {
    this.#db = db
  }

  /** @throws where there is no memory for it, and what reading the blob throws */
  static async open(blob: Blob, signal: AbortSignal): Promise<UntrustedDatabase> {
    const { default: start } = await import('@sqlite.org/sqlite-wasm')
    // An instance for each file: the memory of one that was large is given back with it.
    const silent = (): void => undefined
    const sqlite: Sqlite3Static = await start({ print: silent, printErr: silent })
    // Damage is told by what is thrown; its own words would fill the console.
    Object.assign(sqlite.config, { warn: silent, error: silent })
    const { capi } = sqlite
    const memory = await inMemory(sqlite, blob, signal)
    const db = new sqlite.oo1.DB(':memory:', 'c')
    const flags = capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_READONLY
    db.checkRc(capi.sqlite3_deserialize(db.pointer!, 'main', memory.at, memory.size, memory.size, flags))
    capi.sqlite3_limit(db.pointer!, capi.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    capi.sqlite3_limit(db.pointer!, capi.SQLITE_LIMIT_EXPR_DEPTH, 20)
    const opened = new UntrustedDatabase(db)
    capi.sqlite3_progress_handler(
      db.pointer!,
      INSTRUCTIONS,
      () => (performance.now() > opened.#until ? 1 : 0),
      0,
    )
    db.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY;')
    return opened
  }

  /** All rows of a small result. @throws where the database is damaged */
  all(sql: string, most: number): unknown[][] {
    const rows: unknown[][] = []
    for (const row of this.rows(sql)) {
      rows.push(row)
      if (rows.length === most) break
    }
    return rows
  }

  /** @throws where the database is damaged, after the rows before that */
  *rows(sql: string): Generator<unknown[]> {
    let statement: PreparedStatement | undefined
    try {
      this.#until = performance.now() + PATIENCE_MS
      statement = this.#db.prepare(sql)
      while (statement.step()) {
        yield statement.get([])
        this.#until = performance.now() + PATIENCE_MS
      }
    } finally {
      this.#until = Infinity
      statement?.finalize()
    }
  }

  close(): void {
    this.#db.close()
  }
}

/** Copies a file into SQLite's memory, piece by piece, with a head that is true of what is there. */
async function inMemory(
  { wasm }: Sqlite3Static,
  blob: Blob,
  signal: AbortSignal,
): Promise<{ at: number; size: number }> {
  const { size } = blob
  const at = wasm.alloc(size) as unknown as number
  let filled = 0
  const reader = blob.stream().getReader()
  try {
    while (filled < size) {
      signal.throwIfAborted()
      const { done, value } = await reader.read()
      if (done) break
      wasm.heap8u().set(value.subarray(0, size - filled), at + filled)
      filled += value.length
    }
  } catch (error) {
    wasm.dealloc(at as unknown as Parameters<typeof wasm.dealloc>[0])
    throw error
  } finally {
    void reader.cancel().catch(() => undefined)
  }
  mend(wasm.heap8u().subarray(at, at + HEADER), size)
  return { at, size }
}

/**
 * Of a file that breaks off SQLite reads nothing at all, since its head counts pages that are not there; and of one that
 * keeps a log beside it neither, without the log. With a head of the pages that are there it reads those.
 */
function mend(head: Uint8Array, size: number): void {
  const view = new DataView(head.buffer, head.byteOffset)
  const stated = view.getUint16(16)
  const page = stated === 1 ? 65_536 : stated
  if (page < 512) return
  view.setUint32(28, Math.floor(size / page))
  view.setUint32(92, view.getUint32(24))
  for (const version of [18, 19]) if (head[version] === 2) head[version] = 1
}
