import { parseArgs } from 'node:util'
import { INPUTS, PICTURE_STYLES, type InputKind, type PictureStyle } from '../../src/inputs/encoding.ts'
import { CHANNEL_SETS, type ChannelSet } from '../../src/lifelog/channel-sets.ts'
import { MINUTE_RATE, type Rate } from '../../src/lifelog/day.ts'
import { NETWORK_NAMES, type NetworkName } from '../../src/network/design.ts'
import { COURSE_NAMES, type CourseName } from '../../src/training/courses.ts'

export const USAGE = `
npm run train -- --data PATH... | --simulate PEOPLExDAYS | --kept FOLDER [options]

Trains networks on recordings, or on virtual participants, and prints their scores on people they have never seen,
beside those of predictors that need no network. Several values, divided by commas, make a grid.

  --data PATH          a folder or file of recordings; may be given more than once
  --simulate 54x25     54 virtual participants, 25 days each; a quarter of the people is held out
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
`

export interface TrainOptions {
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
}

const RATES: Readonly<Record<string, Rate>> = { second: 1, minute: MINUTE_RATE }

/** @throws Error that names the option */
export function readOptions(argv: readonly string[]): TrainOptions {
  const { values } = parseArgs({
    args: [...argv],
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
    },
  })
  const from = [values.data.length > 0, values.simulate !== undefined, values.kept !== undefined]
  if (from.filter(Boolean).length !== 1) throw new Error('Give one of --data, --simulate and --kept')
  return {
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

function peopleAndDays(value: string): { people: number; days: number } {
  const [, people, days] = /^(\d+)x(\d+)$/.exec(value) ?? []
  if (!Number(people) || !Number(days)) throw new Error(`--simulate ${value}: for example 54x25`)
  return { people: Number(people), days: Number(days) }
}
