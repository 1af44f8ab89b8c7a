import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { CHANNEL_SETS } from '../../src/lifelog/channel-sets.ts'
import { CHANNELS } from '../../src/lifelog/channels.ts'
import type { Day } from '../../src/lifelog/day.ts'
import { LABELS } from '../../src/lifelog/labels.ts'
import { simulatedDays } from '../../src/simulate/days.ts'
import { freeSeed } from '../../src/simulate/names.ts'
import { CAFFEINE_BEATS, CAUSES, LOG_ODDS, ORACLE, probability, SHARE } from '../../src/simulate/effects.ts'
import { person } from '../../src/simulate/person.ts'
import { planDay, type DayPlan } from '../../src/simulate/plan.ts'
import { heart } from '../../src/simulate/minutes.ts'
import { writeStudy } from '../../src/simulate/write-tables.ts'
import { RECOMMENDED } from '../../src/synchronise/preset.ts'
import { fingerprint } from '../fixtures/fingerprint.ts'
import { ingested } from '../fixtures/ingested.ts'

const plans = (people: number, days: number): DayPlan[] =>
  Array.from({ length: people }, (_, i) => person(i + 1)).flatMap((of) =>
    Array.from({ length: days }, (_, day) => planDay(of, day)),
  )
async function day(seed: number): Promise<Day> {
  const pause = (): Promise<void> => Promise.resolve()
  const { signal } = new AbortController()
  for await (const one of simulatedDays(seed, 1, { filling: RECOMMENDED, rate: 1 }, signal, pause)) return one
  throw new Error('no day')
}
const quick = (page: Uint8Array): Promise<Uint8Array> => Promise.resolve(gzipSync(page, { level: 1 }))
const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length

describe('labels of virtual people', () => {
  const many = plans(200, 100)

  it.each(LABELS)('%s is true on four to six days of ten', (label) => {
    const share = mean(many.map((plan) => plan.labels[label]))
    expect(share).toBeGreaterThan(0.4)
    expect(share).toBeLessThan(0.6)
  })

  it.each(LABELS)('%s is known to an oracle as often as is said', (label) => {
    const right = many.map(({ causes, labels }) =>
      Number(probability(label, causes) > 0.5 === (labels[label] === 1)),
    )
    expect(mean(right)).toBeCloseTo(ORACLE[label], 1.7)
    expect(ORACLE[label]).toBeLessThan(0.8)
  })

  it('follow from causes that come as often as is said', () => {
    for (const cause of CAUSES) {
      expect(mean(many.map(({ causes }) => Number(causes.has(cause))))).toBeCloseTo(SHARE[cause], 1.7)
      for (const label of LABELS) {
        const good = (there: boolean): number =>
          mean(many.filter(({ causes }) => causes.has(cause) === there).map(({ labels }) => labels[label]))
        const change = LOG_ODDS[label][cause] ?? 0
        if (change === 0) expect(Math.abs(good(true) - good(false))).toBeLessThan(0.04)
        else expect(good(true)).toBeLessThan(good(false) - 0.05)
      }
    }
  })
})

describe('a virtual day', { timeout: 60_000 }, () => {
  let one: Day
  beforeAll(async () => {
    one = await day(3)
  }, 60_000)

  it('has the paper’s eighteen channels, plausible throughout, and says what it is', () => {
    expect(new Set(one.channels.keys())).toEqual(new Set(CHANNEL_SETS.eighteen))
    expect(one).toMatchObject({
      participant: 'simulated 3',
      source: 'simulated',
      start: 'midnight',
      dateKnown: false,
    })
    for (const [id, values] of one.channels) {
      const [low, high] = CHANNELS[id].plausible
      expect(values.every((value) => value !== value || (value >= low && value <= high))).toBe(true)
      expect(one.coverage.get(id)!.before).toBeGreaterThan(0)
    }
    expect(one.coverage.get('acc_x')!.before).toBeGreaterThan(0.98)
    expect(Object.keys(one.labels!)).toEqual([...LABELS])
  })

  it('is the same for the same seed, and another for another', async () => {
    expect(fingerprint(await day(3))).toEqual(fingerprint(one))
    expect(fingerprint(await day(4))).not.toEqual(fingerprint(one))
  })

  it('stops when it is told to', async () => {
    const stop = new AbortController()
    const made: string[] = []
    const pause = (): Promise<void> => Promise.resolve(stop.abort())
    const making = { filling: RECOMMENDED, rate: 1 } as const
    for await (const { id } of simulatedDays(3, 5, making, stop.signal, pause)) made.push(id)
    expect(made).toEqual([])
  })

  it('belongs to somebody who is not there yet', () => {
    expect(freeSeed(['user_1', 'simulated 1', 'simulated 3'])).toBe(2)
    expect(freeSeed([])).toBe(1)
  })

  it('shows a late coffee by a few beats, and nothing else of it', () => {
    const of = person(5)
    const usual = { ...planDay(of, 0), planted: [] }
    const coffee: DayPlan = {
      ...usual,
      planted: [{ cause: 'lateCaffeine', channels: ['heart_rate'], from: 72_000, to: 86_400 }],
    }
    const beats = (plan: DayPlan): Float64Array => heart(of, plan).columns['heart_rate'] as Float64Array
    const [without, with_] = [beats(usual), beats(coffee)]
    const change = (from: number, to: number): number =>
      mean(
        [...with_.subarray(from, to)]
          .map((value, i) => value - without[from + i]!)
          .filter((_, i) => without[from + i]! > 0),
      )
    expect(change(0, 1190)).toBe(0)
    expect(change(1210, 1430)).toBeCloseTo(CAFFEINE_BEATS, 0)
  })
})

describe('a study written as ETRI’s tables', { timeout: 120_000 }, () => {
  it('reads as the days that it was made of', async () => {
    const files = new Map<string, Uint8Array<ArrayBuffer>[]>()
    const open = (name: string) => {
      const parts: Uint8Array<ArrayBuffer>[] = []
      files.set(name, parts)
      return (bytes: Uint8Array): void => void parts.push(Uint8Array.from(bytes))
    }
    await writeStudy({ seed: 0, people: 1, days: 1, from: '2023-08-20' }, open, quick)
    expect(files.size).toBe(9)
    const planted = JSON.parse(await new Blob(files.get('planted.json')).text()) as { simulated: boolean }
    expect(planted.simulated).toBe(true)
    const dropped = [...files]
      .filter(([name]) => name !== 'planted.json')
      .map(([path, parts]) => ({ path, blob: new Blob(parts) }))
    const { days, problems } = await ingested(dropped, new Map(), { dayStart: undefined })
    expect(problems).toEqual([])
    const read = days.get('etri-2024/1/2023-08-20/midnight')!
    const made = await day(1)
    expect(read.labels).toEqual(made.labels)
    for (const [id, values] of made.channels) expect([id, read.channels.get(id)]).toEqual([id, values])
  })
})
