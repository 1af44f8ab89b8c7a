import type { ChannelId } from '../../lifelog/channels.ts'
import { DamagedParquet } from '../parquet/damaged.ts'
import type { TableSpec } from './spec.ts'

const MINUTE = 60_000

/**
 * A table that lists a minute's values in each row without saying when they were measured: the i-th of n
 * stands i/n of a minute after the row's timestamp.
 */
export const minuteLists = (table: string, of: Readonly<Partial<Record<ChannelId, string>>>): TableSpec => ({
  table,
  columns: Object.values(of),
  depth: 1,
  holds: 'numbers',
  channels: Object.keys(of) as ChannelId[],
  entries(columns, rowCount) {
    const first = columns.find((column) => column !== undefined)!
    const count = first.levels.length
    const rows = new Int32Array(count)
    const offsets = new Float64Array(count)
    let row = -1
    for (let from = 0; from < count;) {
      let to = from + 1
      while (to < count && first.levels[to] !== 0) to++
      row++
      for (let i = from; i < to; i++) {
        rows[i] = row
        offsets[i] = (MINUTE * (i - from)) / (to - from)
      }
      from = to
    }
    if (row >= rowCount) throw new DamagedParquet(`column ${first.leaf.name}`, 'it has more lists than rows')
    // The fields of a point are listed alike; one that isn't is damaged, and unknown.
    const values = columns.map((column) => (column?.numbers.length === count ? column.numbers : undefined))
    return { rows, offsets, values }
  },
})
