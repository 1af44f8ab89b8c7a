import * as v from 'valibot'
import { CHANNEL_IDS, type ChannelId } from '../../lifelog/channels.ts'
import { UNITS } from './units.ts'

/** How a time is written: since 1970, or as a date and a clock, with or without its distance from UTC. */
export const TIME_KINDS = ['seconds', 'milliseconds', 'written'] as const
export type TimeKind = (typeof TIME_KINDS)[number]

/** What a user says of a table that no reader knows; it holds for every table with the same columns. */
export interface Mapping {
  /** The table's columns, in order. */
  readonly columns: readonly string[]
  readonly time: { readonly column: string; readonly kind: TimeKind }
  /** IANA name, of written times that don't say how far they are from UTC, and of the days. */
  readonly zone: string
  /** Whose recording it is. */
  readonly participant: string
  readonly channels: readonly {
    readonly column: string
    readonly channel: ChannelId
    readonly unit: string
  }[]
}

/** Checks a mapping wherever it comes from outside; a unit must be one its channel can be converted from. */
export const MappingSchema: v.GenericSchema<Mapping> = v.object({
  columns: v.array(v.string()),
  time: v.object({ column: v.string(), kind: v.picklist(TIME_KINDS) }),
  zone: v.string(),
  participant: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  channels: v.array(
    v.pipe(
      v.object({ column: v.string(), channel: v.picklist(CHANNEL_IDS), unit: v.string() }),
      v.check(({ channel, unit }) => unit in UNITS[channel], 'no unit of this channel'),
    ),
  ),
})

/** Whether a mapping was made for a table of these columns. */
export const fits = ({ columns }: Mapping, those: readonly string[]): boolean =>
  columns.length === those.length && columns.every((name, i) => name === those[i])
