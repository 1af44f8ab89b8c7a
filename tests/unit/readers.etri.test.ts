import { describe, expect, it } from 'vitest'
import type { Day } from '../../src/lifelog/day.ts'
import { ingest, type IngestEvent } from '../../src/readers/ingest.ts'
import type { SourceFile } from '../../src/readers/reader.ts'
import { etriExpected, etriFiles, type Expected } from '../fixtures/etri.ts'
import { fingerprints } from '../fixtures/fingerprint.ts'
import { ingested } from '../fixtures/ingested.ts'

const MIDNIGHT = { dayStart: 'midnight' } as const
const only = (files: readonly SourceFile[], part: string): SourceFile[] =>
  files.filter(({ path }) => path.includes(part))

/** Values are kept with 24 bits; sums of a day's 86,400 of them are right to a millionth. */
function expectDay(day: Day, expected: Expected): void {
  const channels = expected.days[day.id]!
  expect([...day.channels.keys()].sort()).toEqual(Object.keys(channels).sort())
  for (const [id, values] of day.channels) {
    const of = channels[id]!
    const { before, after } = day.coverage.get(id)!
    expect([id, before * 86_400]).toEqual([id, expect.closeTo(of.known, 6)])
    expect([id, after * 86_400]).toEqual([id, expect.closeTo(of.filled, 6)])
    let sum = 0
    for (const value of values) if (value === value) sum += value
    expect(Math.abs(sum - of.sum), `${day.id} ${id}`).toBeLessThanOrEqual(
      2e-6 * (Math.abs(of.sum) + of.filled),
    )
    for (const [i, second] of expected.probes.entries()) {
      const wanted = of.probes[i]
      const value = values[second]!
      if (wanted === null) expect(value, `${id} at ${second}`).toBeNaN()
      else expect(value, `${id} at ${second}`).toBeCloseTo(wanted!, 3)
    }
  }
}

describe.each(['etri-2024', 'etri-2025'])('%s', (folder) => {
  const expected = etriExpected(folder)
  const files = etriFiles(folder)

  it('gives the days, values and coverage that pandas gives', async () => {
    const { days, problems, tooShort } = await ingested(files, new Map(), MIDNIGHT)
    expect(problems).toEqual([])
    expect(tooShort).toEqual([])
    expect([...days.keys()].sort()).toEqual(Object.keys(expected.days).sort())
    for (const day of days.values()) {
      expect(day).toMatchObject({ zone: 'Asia/Seoul', dateKnown: true, source: folder })
      expectDay(day, expected)
    }
  })

  it('gives the labels of its label file', async () => {
    const { days } = await ingested(files, new Map(), MIDNIGHT)
    for (const day of days.values()) expect(day.labels, day.id).toEqual(expected.labels[day.id])
  })

  it('starts days at midnight unless another start is asked for', async () => {
    const starts = async (dayStart?: 'noon'): Promise<Set<string>> => {
      const { days } = await ingested(files, new Map(), { dayStart })
      return new Set([...days.values()].map(({ start }) => start))
    }
    expect(await starts()).toEqual(new Set(['midnight']))
    expect(await starts('noon')).toEqual(new Set(['noon']))
  })

  it('makes the same days of several drops in any order', async () => {
    const whole = await ingested(files, new Map(), MIDNIGHT)
    const days = new Map<string, Day>()
    const isLabels = ({ path }: SourceFile): boolean => path.endsWith('.csv')
    const [tables, labels] = [files.filter((file) => !isLabels(file)), files.filter(isLabels)]
    const light = tables.filter(({ path }) => /m_?Light/i.test(path))
    for (const drop of [tables.filter((file) => !light.includes(file)), light, labels])
      await ingested(drop, days, MIDNIGHT)
    expect(fingerprints(days)).toEqual(fingerprints(whole.days))
    const again = await ingested(files, days, MIDNIGHT)
    expect(again.handedOut).toEqual([])
    expect(again.problems.map(({ code }) => code)).toEqual(['duplicate_file'])
  })
})

describe('more days than are in memory at once', () => {
  const { probes, labels, long } = etriExpected('etri-2024')

  it('give what pandas gives, the half second before midnight included', async () => {
    const { days, problems, tooShort, handedOut } = await ingested(
      etriFiles('etri-2024/long'),
      new Map(),
      MIDNIGHT,
    )
    expect([problems, tooShort]).toEqual([[], []])
    expect([...days.keys()].sort()).toEqual(Object.keys(long!).sort())
    expect(days.size).toBe(18)
    // Each day once: none was handed out unfinished.
    expect(handedOut.length).toBe(18)
    for (const day of days.values()) expectDay(day, { probes, labels, days: long! })
  })
})

describe('tables written in another way', () => {
  it.each(['m_activity', 'm_ambience', 'm_light', 'w_heart_rate'])('give the same: %s', async (table) => {
    const plain = await ingested(only(etriFiles('etri-2024'), table), new Map(), MIDNIGHT)
    const other = await ingested(only(etriFiles('etri-2024/other'), table), new Map(), MIDNIGHT)
    expect(other.problems).toEqual([])
    expect(plain.days.size).toBe(4)
    expect(fingerprints(other.days)).toEqual(fingerprints(plain.days))
  })
})

describe('what is known and not needed', () => {
  it('is a remark beside other tables, and a problem alone', async () => {
    const light = only(etriFiles('etri-2024'), 'w_light')
    const alone = await ingested(light)
    expect(alone.problems).toMatchObject([
      { code: 'passed_over', file: 'etri-2024/ch2024_val__w_light.parquet.gzip' },
    ])
    const events: IngestEvent[] = []
    const options = {
      zone: 'UTC',
      signal: new AbortController().signal,
      existing: () => Promise.resolve(undefined),
    }
    for await (const event of ingest(etriFiles('etri-2024'), options)) events.push(event)
    const notices = events.flatMap((event) => (event.kind === 'notice' ? [event.problem.code] : []))
    expect(notices.sort()).toEqual(['etri_2024_labels', 'passed_over'])
  })
})

describe('cancelling', () => {
  it('keeps what was complete and ends', async () => {
    const stop = new AbortController()
    const days: string[] = []
    const options = { zone: 'UTC', signal: stop.signal, existing: () => Promise.resolve(undefined) }
    for await (const event of ingest(etriFiles('etri-2024'), options)) {
      if (event.kind !== 'day') continue
      days.push(event.day.participant)
      stop.abort()
    }
    expect(days).toEqual(['etri-2024/1'])
  })
})
