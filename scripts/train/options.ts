import { parseArgs } from 'node:util'
import { INPUTS, PICTURE_STYLES, type InputKind, type PictureStyle } from '../../src/inputs/encoding.ts'
import { CHANNEL_SETS, type ChannelSet } from '../../src/lifelog/channel-sets.ts'
import { MINUTE_RATE, type Rate } from '../../src/lifelog/day.ts'
import { NETWORK_NAMES, type NetworkName } from '../../src/network/design.ts'
import { COURSE_NAMES, type CourseName } from '../../src/training/courses.ts'
import { DIVISIONS, type Division } from '../../src/training/folds.ts'

/** The paper's number of folds. */
const FOLDS = 5

export const USAGE = `
npm run train -- --data PATH... | --simulate PEOPLExDAYS | --kept FOLDER [options]
npm run train -- --collect FOLDER... [--out FOLDER]

Trains networks on recordings, or on virtual participants, and prints their scores on people they have never seen,
beside those of predictors that need no network. Several values, divided by commas, make a grid.

  --data PATH          a folder or file of recordings; may be given more than once
  --simulate 54x25     54 virtual participants, 25 days each; without folds a quarter of the people is held out
  --input LIST         ${INPUTS.join(', ')}   (picture)
  --channels LIST      own, ${Object.keys(CHANNEL_SETS).join(', ')}   (own)
  --rate LIST          second, minute   (second)
  --style LIST         of pictures: ${PICTURE_STYLES.join(', ')}   (recommended)
  --preset NAME        ${COURSE_NAMES.join(', ')}   (quick)
  --network NAME       the usual one of the input where absent
  --side N  --batch N  --epochs N  --plain   what differs from the preset; --plain leaves training days unchanged
  --seed N             of the split and the run   (1)
  --no-control         without the same run on shuffled labels
  --keep FOLDER        makes the days ready, keeps them there as the networks of the grid see them, and trains nothing
  --kept FOLDER        takes them from there: any of the grid's networks, in any number of processes
  --out FOLDER         writes each model as safetensors with its card, and scores.json
  --half               its weights in half precision

Folds:
  --division NAME      ${DIVISIONS.join(', ')}   (people)
  --folds N            how many; onePerson makes as many as there are people   (${FOLDS})
  --fold K             only this one, from 1: an independent job. Without it, all of them and then --collect
                       FOLDER/fold-K holds fold.json and model.safetensors
  --collect FOLDER...  puts the folds found there together: tables, ensemble.json, scores.csv, report.html
`

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
  readonly preset: CourseName
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
      input: { type: 'string', default: 'picture' },
      channels: { type: 'string', default: 'own' },
      rate: { type: 'string', default: 'second' },
      style: { type: 'string', default: 'recommended' },
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
  const folded = foldOptions(values)
  if (folded && !values.out && !values.keep) throw new Error('Folds need --out: each leaves a folder there')
  return {
    folded,
    collect: [...values.collect, ...positionals],
    data: values.data,
    simulate: values.simulate === undefined ? null : peopleAndDays(values.simulate),
    inputs: among('--input', values.input, INPUTS),
    channels: among('--channels', values.channels, [
      'own',
      ...(Object.keys(CHANNEL_SETS) as ChannelSet[]),
    ] as const),
    rates: among('--rate', values.rate, Object.keys(RATES)).map((name) => RATES[name] as Rate),
    styles: among('--style', values.style, PICTURE_STYLES),
    preset: one('--preset', values.preset, COURSE_NAMES),
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
  }
}

function one<Name extends string>(option: string, value: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === value)
  if (!found) throw new Error(`${option} ${value}: choose of ${names.join(', ')}`)
  return found
}

const among = <Name extends string>(option: string, values: string, names: readonly Name[]): Name[] =>
  values.split(',').map((value) => one(option, value, names))

function count(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const number = Number(value)
  if (!Number.isInteger(number) || number < 1) throw new Error(`${option} ${value}: not a whole number`)
  return number
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

function peopleAndDays(value: string): { people: number; days: number } {
  const [, people, days] = /^(\d+)x(\d+)$/.exec(value) ?? []
  if (!Number(people) || !Number(days)) throw new Error(`--simulate ${value}: for example 54x25`)
  return { people: Number(people), days: Number(days) }
}
