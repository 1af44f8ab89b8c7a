import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Measure } from '../../src/lifelog/labels.ts'
import { ingest } from '../../src/readers/ingest.ts'
import { pmdata } from '../../src/readers/pmdata/reader.ts'
import type { Found, MeasuresOfDay, Reader, SourceFile } from '../../src/readers/reader.ts'
import { eveningBefore, sleepDiary } from '../../src/readers/sleep-diary/reader.ts'
import { ingested } from '../fixtures/ingested.ts'

const text = (name: string): string => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8')
const file = (path: string, content: string): SourceFile => ({ path, blob: new Blob([content]) })
const signal = new AbortController().signal
const DIARY = text('sleep-diary/sleep_diary.csv')
const WELLNESS = text('pmdata/p03/pmsys/wellness.csv')

type Expected = Record<string, { nights: number; first: string; means: Record<string, number> }>

async function read(reader: Reader, files: readonly SourceFile[]): Promise<Found[]> {
  const found: Found[] = []
  for (const group of await reader.detect(files))
    for await (const one of reader.read(group, { zone: 'Europe/Oslo', dayStart: 'noon', signal }))
      found.push(one)
  return found
}
const measuresIn = (found: readonly Found[]): MeasuresOfDay[] =>
  found.flatMap((one) => (one.kind === 'measures' ? [one.of] : []))
const problemsIn = (found: readonly Found[]) =>
  found.flatMap((one) => (one.kind === 'problem' ? [one.problem] : []))

function summed(days: readonly MeasuresOfDay[]): Expected {
  const people: Expected = {}
  for (const participant of new Set(days.map((day) => day.participant))) {
    const own = days.filter((day) => day.participant === participant)
    const names = new Set(own.flatMap(({ measures }) => Object.keys(measures) as Measure[]))
    const mean = (name: Measure): number => {
      const values = own.map(({ measures }) => measures[name]).filter((value) => value !== undefined)
      return values.reduce((sum, value) => sum + value, 0) / values.length
    }
    people[participant] = {
      nights: own.length,
      first: own.map(({ date }) => date).sort()[0]!,
      means: Object.fromEntries([...names].map((name) => [name, mean(name)])),
    }
  }
  return people
}

function expectAlike(found: Expected, expected: Expected): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(expected).sort())
  for (const [participant, { nights, first, means }] of Object.entries(expected)) {
    expect(found[participant]).toMatchObject({ nights, first })
    for (const [name, mean] of Object.entries(means))
      expect(found[participant]?.means[name], `${participant} ${name}`).toBeCloseTo(mean, 5)
  }
}

describe('the sleep diary', () => {
  const files = [file('diary/sleep_diary.csv', DIARY), file('diary/survey.csv', 'deviceId,sex\npm96,1\n')]

  it('has the nights that another program reads; blank minutes awake leave time asleep unknown', async () => {
    const found = await read(sleepDiary, files)
    expect(problemsIn(found)).toEqual([])
    expectAlike(summed(measuresIn(found)), JSON.parse(text('sleep-diary/expected.json')) as Expected)
    const unknown = measuresIn(found).filter(({ measures }) => measures.wakeAfterSleepOnset === undefined)
    expect(unknown.length).toBe(3)
    for (const { measures } of unknown) expect(Object.keys(measures)).toEqual(['sleepOnsetLatency'])
  })

  it('belongs to the evening before its date', () => {
    expect(eveningBefore('2021/3/1')).toBe('2021-02-28')
    expect(eveningBefore('2021-01-01')).toBe('2020-12-31')
    for (const wrong of ['2021/2/30', '3/1/2021', '', 'today']) expect(eveningBefore(wrong)).toBeNull()
  })

  it('waits for recordings, and says how many', async () => {
    const existing = (): Promise<undefined> => Promise.resolve(undefined)
    const waiting: number[] = []
    for await (const event of ingest(files, { zone: 'UTC', signal, existing }))
      if (event.kind === 'waiting') waiting.push(event.nights.length)
    expect(waiting).toEqual([DIARY.trim().split('\n').length - 1])
  })
})

describe('PMData’s answers', () => {
  it('are those that another program reads; 0 is none', async () => {
    const found = await read(pmdata, [file('p03/pmsys/wellness.csv', WELLNESS)])
    expect(problemsIn(found)).toEqual([])
    expectAlike(summed(measuresIn(found)), JSON.parse(text('pmdata/expected.json')) as Expected)
  })

  it('given before four at night are of the morning behind', async () => {
    const [head] = WELLNESS.split('\n')
    const rows = ['2019-11-16T23:50:57.679Z,3,3,5,7,4,3,[],2', '2019-11-17T11:19:21.342Z,3,3,5,7,2,3,[],3']
    const found = await read(pmdata, [file('p03/pmsys/wellness.csv', [head, ...rows].join('\n'))])
    expect(measuresIn(found).map(({ date, measures }) => [date, measures.sleepQuality])).toEqual([
      ['2019-11-15', 4],
      ['2019-11-16', 2],
    ])
  })

  it('land on the days of the same person’s Fitbit', async () => {
    const beat = (minute: number): object => ({
      dateTime: new Date(Date.UTC(2019, 9, 31, 12, minute)).toISOString().slice(0, 19),
      value: { bpm: 60, confidence: 3 },
    })
    const hearts = JSON.stringify(Array.from({ length: 1200 }, (_, k) => beat(k)))
    const files = [file('p03/fitbit/heart_rate.json', hearts), file('p03/pmsys/wellness.csv', WELLNESS)]
    const { days } = await ingested(files, new Map(), { zone: 'Europe/Oslo' })
    expect(days.get('p03/2019-10-31/noon')?.measures).toEqual({ sleepQuality: 2, mood: 3, calm: 3 })
  })
})

describe('tables of answers', () => {
  it('never throw, wherever they are cut or flipped', async () => {
    const cases: [Reader, string, string][] = [
      [sleepDiary, 'sleep_diary.csv', DIARY],
      [pmdata, 'p03/pmsys/wellness.csv', WELLNESS],
    ]
    for (const [reader, path, content] of cases)
      await fc.assert(
        fc.asyncProperty(fc.nat(content.length - 1), fc.nat(127), async (at, code) => {
          const flipped = content.slice(0, at) + String.fromCharCode(code) + content.slice(at + 1)
          for (const damaged of [content.slice(0, at), flipped])
            for (const one of measuresIn(await read(reader, [file(path, damaged)])))
              for (const value of Object.values(one.measures)) expect(value).toBeGreaterThanOrEqual(0)
        }),
        { numRuns: 80 },
      )
    const bad = await read(pmdata, [file('p03/pmsys/wellness.csv', WELLNESS.replace('2019-11-01T', 'soon '))])
    expect(problemsIn(bad)).toMatchObject([
      { code: 'not_a_number', place: 'line 2, column effective_time_frame' },
    ])
  })
})
