import { parseArgs } from 'node:util'
import { INPUTS, PICTURE_STYLES, type InputKind, type PictureStyle } from '../../src/inputs/encoding.ts'
import { CHANNEL_SETS, type ChannelSet } from '../../src/lifelog/channel-sets.ts'
import { MINUTE_RATE, type Rate } from '../../src/lifelog/day.ts'
import { NETWORK_NAMES, type NetworkName } from '../../src/network/design.ts'
import { STAGES, type Stage } from '../../src/network/stages.ts'
import { COURSE_NAMES, type CourseName } from '../../src/training/courses.ts'
import { DIVISIONS, type Division } from '../../src/training/folds.ts'
import { TABLE_NAMES, type TableName } from '../../src/training/paper-tables.ts'
import { among, count, one, peopleAndDays } from './option-values.ts'
import { FOLDS, NODE_BACKENDS } from './usage.ts'

export type NodeBackend = (typeof NODE_BACKENDS)[number]

export interface FoldOptions {
  readonly division: Division
  readonly count: number
  /** From 1; null for all of them. */
  readonly fold: number | null
}

export interface TrainOptions {
  /** Null where a quarter of the people is held out once. */
  readonly folded: FoldOptions | null
  /** Folders with folds to put together; nothing is trained where there are any. */
  readonly collect: readonly string[]
  readonly data: readonly string[]
  readonly simulate: { readonly people: number; readonly days: number } | null
  readonly inputs: readonly InputKind[]
  readonly channels: readonly (ChannelSet | 'own')[]
  readonly rates: readonly Rate[]
  readonly styles: readonly PictureStyle[]
  /** Whether one was asked for, and the course's own does not hold. */
  readonly styleGiven: boolean
  /** Null for each table's own. */
  readonly preset: CourseName | null
  /** The paper's, in place of lists. */
  readonly tables: readonly TableName[]
  /** Names of networks; all of them where `only` is empty. */
  readonly only: readonly string[]
  readonly skip: readonly string[]
  readonly network: NetworkName | undefined
  readonly side: number | undefined
  readonly batch: number | undefined
  readonly epochs: number | undefined
  readonly plain: boolean
  readonly seed: number
  readonly control: boolean
  readonly keep: string | undefined
  readonly kept: string | undefined
  readonly out: string | undefined
  readonly half: boolean
  /** Safetensors that every network starts from. */
  readonly start: string | undefined
  readonly freeze: Stage | undefined
  readonly backend: NodeBackend
}

const RATES: Readonly<Record<string, Rate>> = { second: 1, minute: MINUTE_RATE }

/** @throws Error that names the option */
export function readOptions(argv: readonly string[]): TrainOptions {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      data: { type: 'string', multiple: true, default: [] },
      simulate: { type: 'string' },
      input: { type: 'string' },
      channels: { type: 'string' },
      rate: { type: 'string' },
      style: { type: 'string' },
      tables: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
      skip: { type: 'string', multiple: true, default: [] },
      preset: { type: 'string', default: 'quick' },
      network: { type: 'string' },
      side: { type: 'string' },
      batch: { type: 'string' },
      epochs: { type: 'string' },
      plain: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      'no-control': { type: 'boolean', default: false },
      keep: { type: 'string' },
      kept: { type: 'string' },
      out: { type: 'string' },
      half: { type: 'boolean', default: false },
      start: { type: 'string' },
      freeze: { type: 'string' },
      backend: { type: 'string', default: 'wasm' },
      division: { type: 'string' },
      folds: { type: 'string' },
      fold: { type: 'string' },
      collect: { type: 'string', multiple: true, default: [] },
    },
  })
  if (positionals.length > 0 && values.collect.length === 0)
    throw new Error(`${positionals[0]}: which option is this of?`)
  const from = [values.data.length > 0, values.simulate !== undefined, values.kept !== undefined]
  if (values.collect.length === 0 && from.filter(Boolean).length !== 1)
    throw new Error('Give one of --data, --simulate and --kept')
  const tables = values.tables === undefined ? [] : among('--tables', values.tables, TABLE_NAMES)
  const stated = (['input', 'channels', 'rate'] as const).find((name) => values[name] !== undefined)
  if (tables.length > 0 && stated) throw new Error(`--${stated}: the tables say it already`)
  const folded = foldOptions({ ...values, ...(tables.length > 0 && { folds: values.folds ?? `${FOLDS}` }) })
  if (folded && !values.out && !values.keep) throw new Error('Folds need --out: each leaves a folder there')
  return {
    folded,
    collect: [...values.collect, ...positionals],
    data: values.data,
    simulate: values.simulate === undefined ? null : peopleAndDays(values.simulate),
    inputs: among('--input', values.input ?? 'picture', INPUTS),
    channels: among('--channels', values.channels ?? 'own', [
      'own',
      ...(Object.keys(CHANNEL_SETS) as ChannelSet[]),
    ] as const),
    rates: among('--rate', values.rate ?? 'second', Object.keys(RATES)).map((name) => RATES[name] as Rate),
    styles: among('--style', values.style ?? 'recommended', PICTURE_STYLES),
    styleGiven: values.style !== undefined,
    preset: values.preset === 'own' ? null : one('--preset', values.preset, COURSE_NAMES),
    tables,
    only: values.only,
    skip: values.skip,
    network: values.network === undefined ? undefined : one('--network', values.network, NETWORK_NAMES),
    side: count('--side', values.side),
    batch: count('--batch', values.batch),
    epochs: count('--epochs', values.epochs),
    plain: values.plain,
    seed: count('--seed', values.seed) ?? 1,
    control: !values['no-control'],
    keep: values.keep,
    kept: values.kept,
    out: values.out,
    half: values.half,
    start: values.start,
    freeze: values.freeze === undefined ? undefined : one('--freeze', values.freeze, STAGES),
    backend: one('--backend', values.backend, NODE_BACKENDS),
  }
}

function foldOptions(values: {
  readonly division?: string | undefined
  readonly folds?: string | undefined
  readonly fold?: string | undefined
}): FoldOptions | null {
  const fold = count('--fold', values.fold) ?? null
  if (values.division === undefined && values.folds === undefined) {
    if (fold !== null) throw new Error('--fold needs --folds or --division')
    return null
  }
  return {
    division: values.division === undefined ? 'people' : one('--division', values.division, DIVISIONS),
    count: count('--folds', values.folds) ?? FOLDS,
    fold,
  }
}
