import * as v from 'valibot'
import { CHANNEL_IDS, SAMPLE_SET, type ChannelId } from '../lifelog/channels.ts'
import { CutOffSchema } from '../lifelog/chosen-rules.ts'
import { LABELS } from '../lifelog/labels.ts'
import type { ModelCard } from '../training/card.ts'
import { database } from './database.ts'
import { EncodingSchema, NormalisationSchema } from './encodings.ts'

export const LabelSchema = v.picklist(LABELS)
export const ScoreSchema = v.object({
  predictor: v.picklist(['network', 'shuffledLabels', 'logistic', 'allOnes', 'majority', 'oracle']),
  f1: v.array(v.number()),
  meanF1: v.number(),
  twoClassF1: v.number(),
  trainingLoss: v.optional(v.number()),
})
export const EpochSchema = v.object({
  epoch: v.number(),
  loss: v.number(),
  validationLoss: v.number(),
  trainingF1: v.number(),
  validationF1: v.number(),
  learningRate: v.number(),
  seconds: v.number(),
})
export const OriginSchema = v.object({
  file: v.string(),
  sha256: v.string(),
  taken: v.number(),
  adapted: v.array(v.string()),
  replaced: v.array(v.string()),
  missing: v.array(v.string()),
  surplus: v.array(v.string()),
})
export const PresetNameSchema = v.picklist([
  'quick',
  'recommended',
  'paper',
  'section-iv',
  'notebook-5',
  'notebook-11',
  'chosen',
])
export const ArchitectureSchema = v.picklist([
  'seresnext_tiny',
  'seresnext_mini',
  'seresnext26_32x4d',
  'seresnext50_32x4d',
  'seresnext101_32x4d',
  'resnext101_32x4d',
  'resnext101_32x8d',
  'resnext101_32x16d',
  'resnext101_32x32d',
  'resnet1d',
  'resnet1d_mini',
  'spectrogram_resnet1d',
  'spectrogram_resnet1d_mini',
])
/** Records of before stages could be frozen lack it. */
export const FrozenSchema = v.optional(
  v.nullable(v.picklist(['stem', 'layer1', 'layer2', 'layer3', 'layer4'])),
  null,
)
export const RulesSchema = v.array(
  v.object({
    label: LabelSchema,
    measure: v.picklist([
      'totalSleepTime',
      'sleepEfficiency',
      'sleepOnsetLatency',
      'wakeAfterSleepOnset',
      'pittsburgh',
      'affectBalance',
      'dailyStress',
      'sleepQuality',
      'mood',
      'calm',
    ]),
    good: v.picklist(['atLeast', 'atMost']),
    cutOff: CutOffSchema,
  }),
)
const Card = v.object({
  id: v.string(),
  created: v.number(),
  preset: PresetNameSchema,
  cell: v.optional(v.string()),
  architecture: ArchitectureSchema,
  parameters: v.number(),
  encoding: EncodingSchema,
  normalisation: NormalisationSchema,
  // Models of the first version were trained with the quick preset as it is, on whole batches, from nothing.
  batchParts: v.optional(v.number(), 1),
  batch: v.optional(v.number(), 8),
  epochs: v.optional(v.number(), 10),
  keptEpoch: v.optional(v.number()),
  learningRate: v.optional(v.number(), 3e-4),
  sam: v.optional(v.boolean(), false),
  augmented: v.optional(v.boolean(), false),
  frozen: FrozenSchema,
  startedFrom: v.optional(v.nullable(OriginSchema), null),
  ensemble: v.optional(
    v.object({
      folds: v.pipe(v.number(), v.integer(), v.minValue(1)),
      thresholds: v.pipe(v.array(v.number()), v.length(LABELS.length)),
      heldOutIn: v.array(v.tuple([v.string(), v.number()])),
    }),
  ),
  opened: v.optional(v.number()),
  dayStart: v.picklist(['midnight', 'noon']),
  device: v.object({
    backend: v.picklist(['webgpu', 'webgl', 'wasm', 'cpu']),
    name: v.string(),
    threads: v.number(),
    givenUp: v.array(v.object({ backend: v.string(), reason: v.string() })),
  }),
  seed: v.number(),
  trainingPeople: v.array(v.string()),
  heldOutPeople: v.array(v.string()),
  heldOutFrom: v.optional(v.string()),
  trainingDays: v.number(),
  heldOutDays: v.number(),
  rules: RulesSchema,
  cutOffs: v.array(v.tuple([LabelSchema, v.number()])),
  oneClass: v.array(LabelSchema),
  oneClassHeldOut: v.array(LabelSchema),
  history: v.array(EpochSchema),
  scores: v.array(ScoreSchema),
  data: v.string(),
})

/** Cards of the first version speak of pictures alone: a side, and the channels that were drawn. */
const FirstCard = v.looseObject({ side: v.number(), channels: v.array(v.picklist(CHANNEL_IDS)) })

const CardSchema = v.pipe(
  v.unknown(),
  v.transform((card) => {
    const first = v.safeParse(FirstCard, card)
    if (!first.success || 'encoding' in first.output) return card
    const { side, channels, ...rest } = first.output
    const has = (id: ChannelId): boolean => channels.includes(id)
    const drawn = SAMPLE_SET.some(has) ? SAMPLE_SET : channels
    return { ...rest, encoding: { input: 'picture', style: 'recommended', side, channels: drawn, rate: 1 } }
  }),
  Card,
)

/** Throws where a record isn't what this version writes. */
export async function listModels(): Promise<ModelCard[]> {
  const records: unknown[] = await (await database()).getAll('models')
  return records.map((record) => v.parse(CardSchema, record))
}

export async function getModel(id: string): Promise<ModelCard | undefined> {
  const record: unknown = await (await database()).get('models', id)
  return record === undefined ? undefined : v.parse(CardSchema, record)
}

/** @throws Error that names the first field that is no card's */
export function parseCard(value: unknown): ModelCard {
  const { success, issues, output } = v.safeParse(CardSchema, value)
  if (!success) throw new Error(`${v.getDotPath(issues[0]) ?? 'all of it'}: ${issues[0].message}`)
  return output
}

/**
 * Safetensors bytes.
 * @param fold which network of an ensemble, from 1
 */
export async function getWeights(id: string, fold?: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return (await database()).get('weights', fold === undefined ? id : `${id}/${fold}`)
}

/**
 * Card and weights in one transaction: never one without the other.
 * @param weights safetensors bytes; of an ensemble those of each fold, or `kept` where they are stored already
 */
export async function putModel(
  card: ModelCard,
  weights: Uint8Array<ArrayBuffer> | readonly Uint8Array<ArrayBuffer>[] | 'kept',
): Promise<void> {
  const transaction = (await database()).transaction(['models', 'weights'], 'readwrite')
  const table = transaction.objectStore('weights')
  const puts =
    weights === 'kept'
      ? []
      : weights instanceof Uint8Array
        ? [table.put(weights, card.id)]
        : weights.map((bytes, k) => table.put(bytes, `${card.id}/${k + 1}`))
  await Promise.all([transaction.objectStore('models').put(card, card.id), ...puts, transaction.done])
}

/** Forgets a model's card and what it has answered; weights of an ensemble go with its folds. */
export async function deleteModel(id: string): Promise<void> {
  const transaction = (await database()).transaction(['models', 'weights', 'predictions'], 'readwrite')
  await Promise.all([
    transaction.objectStore('models').delete(id),
    transaction.objectStore('weights').delete(id),
    transaction.objectStore('predictions').delete(IDBKeyRange.bound([id], [id, []])),
    transaction.done,
  ])
}
