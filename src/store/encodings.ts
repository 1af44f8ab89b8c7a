import * as v from 'valibot'
import { CHANNEL_IDS } from '../lifelog/channels.ts'
import { MINUTE_RATE } from '../lifelog/day.ts'

export const InputSchema = v.picklist(['picture', 'planes', 'raw', 'spectrogram'])
export const StyleSchema = v.picklist(['recommended', 'coloured', 'paper', 'notebook'])
export const RateSchema = v.picklist([1, MINUTE_RATE])

const shared = {
  channels: v.array(v.picklist(CHANNEL_IDS)),
  rate: RateSchema,
}
const Side = v.pipe(v.number(), v.integer(), v.minValue(1))

/** How a day was shown to a network. */
export const EncodingSchema = v.variant('input', [
  v.object({ input: v.literal('picture'), ...shared, style: StyleSchema, side: Side }),
  v.object({ input: v.literal('planes'), ...shared }),
  v.object({ input: v.literal('raw'), ...shared }),
  v.object({
    input: v.literal('spectrogram'),
    ...shared,
    window: v.pipe(v.number(), v.integer(), v.minValue(2)),
    hop: v.pipe(v.number(), v.integer(), v.minValue(1)),
  }),
])

/** One pair for each number of the encoding's last axis; the first version had pictures alone, with one pair. */
const perNumber = v.union([
  v.array(v.number()),
  v.pipe(
    v.number(),
    v.transform((value): number[] => [value]),
  ),
])
export const NormalisationSchema = v.object({ mean: perNumber, deviation: perNumber })
