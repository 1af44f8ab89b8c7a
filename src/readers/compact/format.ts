import * as v from 'valibot'
import { CHANNEL_IDS } from '../../lifelog/channels.ts'
import { MeasuresSchema } from '../../lifelog/measures.ts'

/**
 * Our own compact recording, one participant a file (`.bin`, so that no server takes it for a web encoding):
 *
 *   8 bytes  `PIXLEEP1`
 *   4 bytes  CRC-32 of everything behind it, little-endian
 *   gzip of: 4 bytes header length, little-endian; header, JSON; the columns one after the other
 *
 * A column is varints (7 bits a byte, low bits first; signed numbers zigzag) or raw little-endian float32.
 * Clocks are runs of equal steps in whole milliseconds: pairs of step and how often it comes, the first step
 * from the epoch. Channels that were sampled at the same instants share a clock.
 */
export const MAGIC = 'PIXLEEP1'

/** Bytes before the gzip stream. */
export const PREFIX = MAGIC.length + 4

/** Larger files are none of ours; a bound against damaged ones. */
export const MOST_BYTES = 64 * 1024 * 1024

export const Credit = v.object({
  title: v.string(),
  authors: v.string(),
  doi: v.string(),
  licence: v.string(),
  licenceUrl: v.string(),
  changes: v.string(),
})
export type Credit = v.InferOutput<typeof Credit>

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_BYTES))

export const Header = v.object({
  participant: v.string(),
  zone: v.string(),
  dateKnown: v.boolean(),
  /** The reader that read the original. */
  source: v.string(),
  credit: Credit,
  measures: v.array(v.object({ date: v.pipe(v.string(), v.isoDate()), measures: MeasuresSchema })),
  clocks: v.array(v.object({ bytes: count, count })),
  channels: v.array(
    v.object({
      channel: v.picklist(CHANNEL_IDS),
      unit: v.string(),
      clock: count,
      /** `int`: varints; `delta`: varints of differences; `float32`: raw. */
      encoding: v.picklist(['int', 'delta', 'float32']),
      bytes: count,
    }),
  ),
})
export type Header = v.InferOutput<typeof Header>
