import * as v from 'valibot'
import { CHANNEL_SETS, type ChannelSet } from '../lifelog/channel-sets.ts'
import { InputSchema, RateSchema, StyleSchema } from './encodings.ts'
import { ArchitectureSchema, FrozenSchema, PresetNameSchema } from './models.ts'

/** Everything that decides a run besides days, seed and first weights. */
export const PresetSchema = v.object({
  name: PresetNameSchema,
  input: InputSchema,
  style: StyleSchema,
  channels: v.picklist(['own', ...(Object.keys(CHANNEL_SETS) as ChannelSet[])]),
  rate: RateSchema,
  architecture: ArchitectureSchema,
  side: v.number(),
  batch: v.number(),
  epochs: v.number(),
  sam: v.boolean(),
  augmented: v.boolean(),
  frozen: FrozenSchema,
  learningRate: v.number(),
  schedule: v.variant('kind', [
    v.object({ kind: v.literal('constant') }),
    v.object({ kind: v.literal('cosine'), period: v.union([v.number(), v.literal('whole')]) }),
    v.object({ kind: v.literal('restarts'), first: v.number(), growth: v.number(), lowest: v.number() }),
    v.object({
      kind: v.literal('warmUpRestarts'),
      first: v.number(),
      growth: v.number(),
      warmUp: v.number(),
      shrink: v.number(),
    }),
  ]),
  keep: v.picklist(['best', 'last']),
  stop: v.nullable(v.object({ loss: v.number(), from: v.number() })),
  optimiser: v.object({
    beta1: v.number(),
    beta2: v.number(),
    epsilon: v.number(),
    weightDecay: v.number(),
  }),
})
