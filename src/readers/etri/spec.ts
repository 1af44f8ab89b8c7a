import type { ChannelId } from '../../lifelog/channels.ts'
import type { Numbers } from '../../lifelog/samples.ts'
import type { Column } from '../parquet/cursor.ts'

/** What the value columns of some rows say, moment by moment. */
export interface Entries {
  /** Row of each moment, ascending; absent where each row is one. */
  readonly rows?: Int32Array
  /** Milliseconds of each moment after its row's timestamp; absent where all are 0. */
  readonly offsets?: Float64Array
  /** One array a channel, NaN where unknown; none where the file lacks the channel. */
  readonly values: readonly (Numbers | undefined)[]
}

/** One table of a data set: which columns it must have, and how they become channels. */
export interface TableSpec {
  /** The table's part of the file name, for example `w_heart_rate`. */
  readonly table: string
  /** Value columns; those that a file lacks are unknown. */
  readonly columns: readonly string[]
  /** How many lists stand around a value. */
  readonly depth: 0 | 1 | 2
  readonly holds: 'numbers' | 'texts' | 'either'
  readonly channels: readonly ChannelId[]
  /** @param columns those of `columns`, in that order; at least one is there */
  entries(columns: readonly (Column | undefined)[], rows: number): Entries
}

/** A table whose columns are numbers, each a channel. */
export const numbers = (table: string, of: Readonly<Partial<Record<ChannelId, string>>>): TableSpec => ({
  table,
  columns: Object.values(of),
  depth: 0,
  holds: 'numbers',
  channels: Object.keys(of) as ChannelId[],
  entries: (columns) => ({ values: columns.map((column) => column?.numbers) }),
})

/** Google's DetectedActivity codes as the data sets use them; 4 is the phone's own "unknown". */
const ACTIVITIES = new Set([0, 1, 2, 3, 4, 5, 7, 8])

const activity = (code: number): number => (ACTIVITIES.has(code) ? code : NaN)

/** Activity codes, as numbers or as text; what is missing or no code stays unknown. */
export const activities = (table: string, column: string): TableSpec => ({
  table,
  columns: [column],
  depth: 0,
  holds: 'either',
  channels: ['activity'],
  entries([codes]) {
    const { leaf, texts, numbers: written } = codes!
    const values = leaf.text
      ? Float32Array.from(texts, (text) => activity(text?.trim() ? Number(text) : NaN))
      : Float32Array.from(written, activity)
    return { values: [values] }
  },
})
