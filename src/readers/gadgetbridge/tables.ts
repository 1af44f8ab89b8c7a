import type { UntrustedDatabase } from './database.ts'

/** A table with a row a minute of some device. */
export interface SampleTable {
  readonly name: string
  readonly has: { readonly steps: boolean; readonly heartRate: boolean }
}

/** More tables, and more columns, than any app has. */
const [MOST_TABLES, MOST_COLUMNS] = [2000, 2000]

export interface Tables {
  readonly samples: readonly SampleTable[]
  /** All that the database has. */
  readonly names: readonly string[]
}

/** An identifier in quotes, whatever it is. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/**
 * Tables of samples: each kind of device has its own, named alike and with the same columns.
 * @throws where the database is damaged
 */
export function tablesOf(db: UntrustedDatabase): Tables {
  const found = db.all("SELECT name, sql FROM sqlite_master WHERE type = 'table'", MOST_TABLES)
  const tables = found.flatMap(([name, sql]) =>
    typeof name === 'string' && typeof sql === 'string' ? [{ name, sql }] : [],
  )
  const samples: SampleTable[] = []
  for (const { name, sql } of tables) {
    // Others are programs more than tables.
    if (!/_ACTIVITY_SAMPLE$/i.test(name) || /^\s*CREATE\s+VIRTUAL/i.test(sql)) continue
    const columns = new Set(
      db
        .all(`PRAGMA table_info(${quoted(name)})`, MOST_COLUMNS)
        .map(([, column]) => String(column).toUpperCase()),
    )
    const [steps, heartRate] = [columns.has('STEPS'), columns.has('HEART_RATE')]
    if (columns.has('TIMESTAMP') && columns.has('DEVICE_ID') && (steps || heartRate))
      samples.push({ name, has: { steps, heartRate } })
  }
  return { samples, names: tables.map(({ name }) => name).sort() }
}
