import { CHANNELS, type ChannelId } from '../../lifelog/channels.ts'
import type { Samples } from '../../lifelog/samples.ts'
import { isStamp, wallOf, ZONE } from '../etri/clock.ts'
import { SENSORS, type Piece } from './layout.ts'
import { numberTable } from './number-table.ts'

/** No minute's file reaches farther than this behind its start, in seconds. */
const MINUTE = 61

/** What is in one file. */
export interface Read {
  readonly samples: readonly Samples[]
  readonly rows: number
  /** Columns the file should have. */
  readonly missing: readonly string[]
  readonly bad: number
  readonly firstBad: { readonly line: number; readonly column: string; readonly value: string } | undefined
}

/**
 * Reads a sensor's minute, whose `timestamp` counts seconds from the minute's start, or a session's table of
 * labels, whose `ts` are UNIX seconds. Of the labels only the activity is a channel; 2020 has no other.
 */
export function readPiece({ folder, start }: Piece, text: string, participant: string): Read {
  const sensor = SENSORS.find((s) => s.folder === folder)
  const columns: Partial<Record<ChannelId, string>> = sensor?.columns ?? { activity: 'activity' }
  const clock = sensor ? 'timestamp' : 'ts'
  const wanted = [clock, ...Object.values(columns)]
  const table = numberTable(text, wanted)
  const missing = wanted.filter((name) => !table.columns.has(name))
  let { bad, firstBad } = table
  const stamps = table.columns.get(clock) ?? new Float64Array(0)
  const times = stamps.map((stamp, i) => {
    const sound = sensor ? stamp >= 0 && stamp < MINUTE : isStamp(wallOf(1000 * stamp))
    if (sound) return sensor ? start + 1000 * stamp : 1000 * stamp
    if (!Number.isNaN(stamp) && bad++ === 0) firstBad = { line: i + 2, column: clock, value: String(stamp) }
    return NaN
  })
  const samples = (Object.entries(columns) as [ChannelId, string][]).flatMap(([channel, name]): Samples[] => {
    const values = table.columns.get(name)
    if (!values || times.length === 0) return []
    return [{ participant, channel, unit: CHANNELS[channel].unit, times, values, zone: ZONE }]
  })
  return { samples, rows: table.rows, missing, bad, firstBad }
}
