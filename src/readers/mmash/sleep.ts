import type { Measures } from '../../lifelog/labels.ts'
import { dateOf } from '../../synchronise/wall-clock.ts'
import type { Found, MeasuresOfDay, ReadOptions, SourceFile } from '../reader.ts'
import { dayOf, timeOf } from './clock.ts'
import { readTable } from './table.ts'

const COLUMNS = {
  inDate: 'In Bed Date',
  inTime: 'In Bed Time',
  outTime: 'Out Bed Time',
  latency: 'Latency',
  efficiency: 'Efficiency',
  inBed: 'Total Minutes in Bed',
  asleep: 'Total Sleep Time (TST)',
  awake: 'Wake After Sleep Onset (WASO)',
} as const

const HALF_A_DAY = 720

/** One row: a stretch in bed. Times in minutes since the recording's first midnight. */
interface Stretch {
  readonly inBedAt: number
  readonly outOfBedAt: number
  readonly latency: number
  readonly efficiency: number
  readonly minutesInBed: number
  readonly asleep: number
  readonly awake: number
}

/** Streams what a sleep.csv says of each night. */
export async function* readSleep(
  file: SourceFile,
  participant: string,
  options: ReadOptions,
): AsyncGenerator<Found> {
  const table = await readTable(file, Object.values(COLUMNS), options)
  const nights = new Map<number, Stretch[]>()
  const bad: { line: number; value: string }[] = []
  for (const [i, row] of table.rows.entries()) {
    const day = dayOf(row.number(COLUMNS.inDate))
    const [from, to] = [timeOf(row.text(COLUMNS.inTime)), timeOf(row.text(COLUMNS.outTime))]
    if (day === undefined || from === undefined || to === undefined) {
      bad.push({ line: i + 2, value: `${row.text(COLUMNS.inDate)} ${row.text(COLUMNS.inTime)}` })
      continue
    }
    const inBedAt = (day - 1) * 1440 + from / 60_000
    // Nobody gets up before going to bed: users 3, 5 and 13 carry Out Bed Date 1 after midnight, so the
    // column is not read at all; getting up is the next time the clock shows Out Bed Time.
    const length = (to - from) / 60_000
    const stretch = {
      inBedAt,
      outOfBedAt: inBedAt + (length >= 0 ? length : length + 1440),
      latency: row.number(COLUMNS.latency),
      efficiency: row.number(COLUMNS.efficiency),
      minutesInBed: row.number(COLUMNS.inBed),
      asleep: row.number(COLUMNS.asleep),
      awake: row.number(COLUMNS.awake),
    }
    // A night belongs to the evening before it: noon parts the nights.
    const evening = Math.floor((inBedAt - HALF_A_DAY) / 1440)
    nights.set(evening, [...(nights.get(evening) ?? []), stretch])
  }
  for (const problem of table.problems()) yield { kind: 'problem', problem }
  if (table.rows.length === 0) yield { kind: 'problem', problem: { file: file.path, code: 'no_rows' } }
  for (const detail of bad)
    yield {
      kind: 'problem',
      problem: {
        file: file.path,
        place: `line ${detail.line}`,
        code: 'bad_day',
        detail: { ...detail, count: 1 },
      },
    }
  for (const [evening, stretches] of nights) {
    const of: MeasuresOfDay = { participant, date: dateOf(evening), measures: measuresOf(stretches) }
    yield { kind: 'measures', of }
  }
}

/**
 * One night's figures. A night of one stretch keeps the log's own. A night in several (user_1's) is one night:
 * time asleep and time in bed are summed, efficiency is their ratio, the latency is the first stretch's, and
 * awake after onset are the stretches' own minutes and those spent out of bed between them.
 */
export function measuresOf(stretches: readonly Stretch[]): Measures {
  const inOrder = [...stretches].sort((a, b) => a.inBedAt - b.inBedAt)
  const first = inOrder[0]
  if (!first) return {}
  const sum = (of: (stretch: Stretch) => number): number => inOrder.reduce((s, stretch) => s + of(stretch), 0)
  const asleep = sum((s) => s.asleep)
  let outOfBed = 0
  for (let i = 1; i < inOrder.length; i++)
    outOfBed += Math.max(0, inOrder[i]!.inBedAt - inOrder[i - 1]!.outOfBedAt)
  const efficiency = inOrder.length === 1 ? first.efficiency : (100 * asleep) / sum((s) => s.minutesInBed)
  return onlyNumbers({
    totalSleepTime: asleep,
    sleepEfficiency: efficiency,
    sleepOnsetLatency: first.latency,
    wakeAfterSleepOnset: sum((s) => s.awake) + outOfBed,
  })
}

/** Leaves out what is not known. */
export function onlyNumbers(measures: Measures): Measures {
  return Object.fromEntries(Object.entries(measures).filter(([, value]) => Number.isFinite(value)))
}
