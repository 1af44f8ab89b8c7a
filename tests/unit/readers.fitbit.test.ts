import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitbit } from '../../src/readers/fitbit/reader.ts'
import { nightOf } from '../../src/readers/fitbit/night.ts'
import { aheadIn, instantOf, wallTimeOf } from '../../src/readers/wearable/written-time.ts'
import { DamagedJson, jsonElements } from '../../src/readers/json-elements.ts'
import type { Found, SourceFile } from '../../src/readers/reader.ts'
import { ingested } from '../fixtures/ingested.ts'

const text = (name: string): string =>
  readFileSync(new URL(`../fixtures/fitbit/${name}`, import.meta.url), 'utf8')
const file = (path: string, content: string): SourceFile => ({ path, blob: new Blob([content]) })
const signal = new AbortController().signal
const STEPS = text('p03/fitbit/steps.json')
const SLEEP = text('p03/fitbit/sleep.json')
const P03 = [file('p03/fitbit/steps.json', STEPS), file('p03/fitbit/sleep.json', SLEEP)]
const expected = JSON.parse(text('p03.json')) as {
  steps: Record<string, number>
  nights: Record<string, { asleep: number; inBed: number }>
}

async function read(files: readonly SourceFile[], zone = 'Europe/Oslo'): Promise<Found[]> {
  const found: Found[] = []
  for (const group of await fitbit.detect(files))
    for await (const one of fitbit.read(group, { zone, dayStart: 'noon', signal })) found.push(one)
  return found
}
const problemsIn = (found: readonly Found[]) =>
  found.flatMap((one) => (one.kind === 'problem' ? [one.problem] : []))
const noticesIn = (found: readonly Found[]) =>
  found.flatMap((one) => (one.kind === 'notice' ? [one.problem.code] : []))
const samplesIn = (found: readonly Found[], channel: string) =>
  found.flatMap((one) => (one.kind === 'samples' && one.samples.channel === channel ? [one.samples] : []))
const valuesIn = (found: readonly Found[], channel: string): number[] =>
  samplesIn(found, channel).flatMap(({ values }) => [...values])
const sum = (values: Iterable<number>): number => [...values].reduce((all, value) => all + value, 0)

describe('Fitbit’s JSON files', () => {
  it('have the steps of every day that another program reads', async () => {
    const { days, problems } = await ingested(P03, new Map(), { zone: 'Europe/Oslo' })
    expect(problems).toEqual([])
    for (const [date, steps] of Object.entries(expected.steps)) {
      const day = days.get(`p03/${date}/noon`)!
      const channel = day.channels.get('steps')!
      const known = day.known.get('steps')!
      let own = 0
      for (let i = 0; i < channel.length; i++) if ((known[i >> 3]! >> (i & 7)) & 1) own += channel[i]!
      expect(own, date).toBeCloseTo(steps, 3)
    }
  })

  it('have the nights that another program reads, and no minutes to fall asleep', async () => {
    const found = await read(P03)
    const nights = found.flatMap((one) => (one.kind === 'measures' ? [one.of] : []))
    expect(
      Object.fromEntries(nights.map(({ date, measures }) => [date, Math.round(measures.totalSleepTime!)])),
    ).toEqual(Object.fromEntries(Object.entries(expected.nights).map(([date, { asleep }]) => [date, asleep])))
    for (const { date, measures } of nights) {
      const { asleep, inBed } = expected.nights[date]!
      expect(measures.sleepEfficiency).toBeCloseTo((100 * asleep) / inBed, 9)
      expect(measures.sleepOnsetLatency).toBeUndefined()
      expect(measures.wakeAfterSleepOnset).toBeLessThanOrEqual(inBed - asleep)
    }
    expect(noticesIn(found)).toContain('useless_latency')
  })

  it('add nothing a second time, in whatever order and over several drops', async () => {
    const whole = await ingested(P03, new Map(), { zone: 'Europe/Oslo' })
    const apart = new Map()
    for (const one of [...P03].reverse()) await ingested([one], apart, { zone: 'Europe/Oslo' })
    await ingested(P03, apart, { zone: 'Europe/Oslo' })
    expect([...apart.keys()].sort()).toEqual([...whole.days.keys()].sort())
    for (const [id, day] of whole.days) expect(apart.get(id).channels).toEqual(day.channels)
  })

  it('of Google Takeout give hearts, distances in metres and energy; what Fitbit is unsure of is none', async () => {
    const folder = 'takeout-20240101T000000Z-001/Takeout/Fitbit/Global Export Data'
    const beat = (second: number, bpm: number, confidence: number) => ({
      dateTime: `04/22/19 04:00:0${second}`,
      value: { bpm, confidence },
    })
    const found = await read([
      file(`${folder}/heart_rate-2019-04-22.json`, JSON.stringify([beat(5, 69, 2), beat(7, 70, 0)])),
      file(`${folder}/distance-2019-04-01.json`, '[{"dateTime":"04/22/19 04:00:00","value":"6240"}]'),
      file(`${folder}/calories-2019-04-01.json`, '[{"dateTime":"04/22/19 04:00:00","value":"1.19"}]'),
      file(`${folder}/badge.json`, '[{"encodedId":"22CP7V"}]'),
    ])
    expect(problemsIn(found)).toEqual([])
    const [heart] = samplesIn(found, 'heart_rate')
    expect([heart?.participant, heart?.times[0], [...heart!.values]]).toEqual([
      'me',
      Date.UTC(2019, 3, 22, 4, 0, 5),
      [69],
    ])
    expect(sum(valuesIn(found, 'distance'))).toBeCloseTo(62.4, 3)
    expect(sum(valuesIn(found, 'burned_calories'))).toBeCloseTo(1.19, 3)
  })

  it('say of a night what its rule says', () => {
    const level = (name: string, minutes: number) => ({ level: name, seconds: 60 * minutes })
    const entry = {
      startTime: '2020-01-02T00:10:00.000',
      minutesAsleep: 400,
      minutesAwake: 60,
      minutesToFallAsleep: 0,
      timeInBed: 460,
      mainSleep: true,
      levels: {
        data: [
          level('wake', 17),
          level('light', 300),
          level('wake', 30),
          level('rem', 100),
          level('wake', 5),
        ],
      },
    }
    expect(nightOf(entry)).toEqual({
      date: '2020-01-01',
      measures: { totalSleepTime: 400, wakeAfterSleepOnset: 38, sleepEfficiency: (100 * 400) / 460 },
      zero: true,
    })
    expect(nightOf({ ...entry, minutesToFallAsleep: 12 })?.measures.sleepOnsetLatency).toBe(12)
    expect(nightOf({ ...entry, mainSleep: false })).toBeNull()
    expect(nightOf({ ...entry, startTime: 'tonight' })).toBeUndefined()
  })

  it('know no hour that never was', () => {
    // The night of 2020-03-29 in PMData: summer time begins, and Fitbit counts the hour that is skipped.
    const entry = {
      startTime: '2020-03-29 01:06:00',
      minutesAsleep: 344,
      minutesAwake: 35,
      timeInBed: 439,
      levels: {
        data: [
          { level: 'wake', seconds: 300 },
          { level: 'light', seconds: 22_440 },
          { level: 'unknown', seconds: 3660 },
        ],
      },
    }
    expect(nightOf(entry)).toEqual({
      date: '2020-03-28',
      measures: { totalSleepTime: 344, wakeAfterSleepOnset: 30, sleepEfficiency: (100 * 344) / 379 },
      zero: true,
    })
  })

  it('tell of each night once, though some stand there twice', async () => {
    const log = (start: string, minutesAsleep: number) => ({
      dateOfSleep: '2020-01-02',
      startTime: start,
      minutesAsleep,
      minutesAwake: 20,
      minutesToFallAsleep: 0,
      mainSleep: true,
    })
    const logs = [log('2020-01-01 23:00:00', 400), log('2020-01-01 23:00:00', 400)]
    const found = await read([file('p03/fitbit/sleep.json', JSON.stringify(logs))])
    expect(found.filter(({ kind }) => kind === 'measures')).toHaveLength(1)
    expect(found.find(({ kind }) => kind === 'notice')).toMatchObject({
      problem: { detail: { zeros: 1, nights: 1 } },
    })
  })

  it('are damaged where they are damaged, and nowhere else', { timeout: 60_000 }, async () => {
    const cut = await read([file('p03/fitbit/steps.json', STEPS.slice(0, 50_000)), P03[1]!])
    expect(problemsIn(cut)).toMatchObject([
      { code: 'damaged_json', place: expect.stringMatching(/^element \d+$/), file: 'p03/fitbit/steps.json' },
    ])
    expect(sum(valuesIn(cut, 'steps'))).toBeGreaterThan(500)
    const odd = await read([
      file(
        'p03/fitbit/steps.json',
        '[{"dateTime": "soon", "value": "3"}, {"dateTime": "2020-03-21 10:00:00", "value": "many"}]',
      ),
    ])
    expect(problemsIn(odd).map(({ code }) => code)).toEqual(['not_a_number', 'not_a_number', 'no_rows'])
    await fc.assert(
      fc.asyncProperty(fc.nat(SLEEP.length - 1), fc.nat(127), fc.nat(SLEEP.length), async (at, code, to) => {
        const flipped = SLEEP.slice(0, at) + String.fromCharCode(code) + SLEEP.slice(at + 1)
        for (const content of [flipped, SLEEP.slice(0, to)])
          for (const one of await read([file('p03/fitbit/sleep.json', content)]))
            expect(one.kind).toBeTruthy()
      }),
      { numRuns: 100 },
    )
  })
})

describe('Fitbit’s tables of Google', () => {
  const folder = 'Takeout/Fitbit'
  it('give the same, with nights by their stages, and say that nobody has seen one', async () => {
    const found = await read(
      [
        file(
          `${folder}/Physical Activity_GoogleData/heart_rate_2024-01-01.csv`,
          'timestamp,beats per minute,data source\n2024-01-01T00:00:04Z,61.0,Pixel Watch\n2024-01-01T00:00:06Z,62.0,Pixel Watch\n',
        ),
        file(
          `${folder}/Physical Activity_GoogleData/steps_2024-01-01.csv`,
          'timestamp,steps,data source\n2024-01-01T09:00:00Z,33,Pixel Watch\nlater,1,Pixel Watch\n',
        ),
        file(
          `${folder}/Sleep/UserSleepStages_2024-01-01.csv`,
          'sleep_id,sleep_stage_id,sleep_stage_type,start_utc_offset,sleep_stage_start,end_utc_offset,sleep_stage_end\n' +
            '1,1,LIGHT,-05:00,2024-01-02T04:00:00Z,-05:00,2024-01-02T06:00:00Z\n' +
            '1,2,AWAKE,-05:00,2024-01-02T06:00:00Z,-05:00,2024-01-02T06:30:00Z\n' +
            '1,3,REM,-05:00,2024-01-02T06:30:00Z,-05:00,2024-01-02T08:00:00Z\n',
        ),
      ],
      'America/New_York',
    )
    expect(problemsIn(found).map(({ code, place }) => [code, place])).toEqual([
      ['not_a_number', 'line 3, column timestamp'],
    ])
    expect(valuesIn(found, 'heart_rate')).toEqual([61, 62])
    expect(sum(valuesIn(found, 'steps'))).toBe(33)
    expect(found.flatMap((one) => (one.kind === 'measures' ? [one.of] : []))).toEqual([
      { participant: 'me', date: '2024-01-01', measures: { totalSleepTime: 210, wakeAfterSleepOnset: 30 } },
    ])
    expect(noticesIn(found)).toContain('never_seen')
  })

  const HEAD =
    'sleep_id,sleep_type,minutes_after_wake_up,minutes_to_fall_asleep,minutes_asleep,minutes_awake,start_utc_offset,sleep_start\n'
  const table = (path: string, head: string, ...rows: string[]): SourceFile =>
    file(`Takeout/Google Health/${path}`, `${head}\n${rows.join('\n')}\n`)
  const steps = (...rows: string[]): SourceFile =>
    table(
      'Physical Activity_GoogleData/Steps/steps_2026-09-01.csv',
      'timestamp,steps,data source',
      ...rows.map((row) => `2026-09-12T${row}`),
    )

  it('count each step once: Fitbit’s own files lead, then the watch, then the phone', async () => {
    const tables = steps(
      '05:00:00.000Z,100,MobileTrack',
      '05:00:00.000Z,90,Google Fitbit Air',
      '05:00:00.000Z,100,Fit Health Connect',
      '08:00:00.000Z,40,Fit Health Connect',
      '08:00:00.000Z,50,MobileTrack',
    )
    expect(sum(valuesIn(await read([tables]), 'steps'))).toBe(90 + 50)
    const list = file(
      'Takeout/Google Health/Global Export Data/steps-2026-09-11.json',
      '[{"dateTime":"09/12/26 05:00:00","value":"95"}]',
    )
    for (const files of [
      [tables, list],
      [list, tables],
    ])
      expect(sum(valuesIn(await read(files), 'steps'))).toBe(95 + 50)
  })

  it('are one person’s in whatever folders, with all that stands beside them', async () => {
    const files = [
      steps('05:00:00Z,9,MobileTrack'),
      table(
        'Physical Activity_GoogleData/Heart Rate/heart_rate_2026-09-12.csv',
        'timestamp,beats per minute,data source',
        '2026-09-12T04:00:00Z,80,Google Fitbit Air',
      ),
      table('Sleep Score/sleep_score.csv', 'sleep_log_entry_id,timestamp,overall_score'),
      file('Takeout/Google Health/Biometrics/Glucose 202609.csv', 'no data'),
    ]
    const groups = await fitbit.detect(files)
    expect(groups.map((group) => group.length)).toEqual([4])
    const people = (await read(files)).flatMap((one) =>
      one.kind === 'samples' ? [one.samples.participant] : [],
    )
    expect(new Set(people)).toEqual(new Set(['me']))
  })

  it('sum up nights, which then need no stages; naps are none', async () => {
    const found = await read([
      table(
        'Health Fitness Data_GoogleData/UserSleeps_2026-09-01.csv',
        HEAD.trim(),
        '111,STAGES,3,5,410,40,+05:30,2026-09-11T17:30:00Z',
        '112,CLASSIC,0,0,50,4,+05:30,2026-09-11T08:30:00Z',
      ),
      table(
        'Health Fitness Data_GoogleData/UserSleepStages_2026-09-01.csv',
        'sleep_id,sleep_stage_type,start_utc_offset,sleep_stage_start,sleep_stage_end',
        '111,LIGHT,+05:30,2026-09-11T17:30:00Z,2026-09-12T01:00:00Z',
        '112,ASLEEP,+05:30,2026-09-11T08:30:00Z,2026-09-11T09:20:00Z',
      ),
    ])
    expect(problemsIn(found)).toEqual([])
    expect(found.flatMap((one) => (one.kind === 'measures' ? [one.of] : []))).toEqual([
      {
        participant: 'me',
        date: '2026-09-11',
        measures: {
          totalSleepTime: 410,
          sleepEfficiency: (100 * 410) / 450,
          sleepOnsetLatency: 5,
          wakeAfterSleepOnset: 32,
        },
      },
    ])
  })

  it('put energy on the clock on which it was written', async () => {
    const list = file(
      'Takeout/Fitbit/Global Export Data/calories-2026-09-11.json',
      '[{"dateTime":"09/12/26 00:05:00","value":"1.25"}]',
    )
    const [energy] = samplesIn(await read([list], 'Asia/Kolkata'), 'burned_calories')
    const at = Date.UTC(2026, 8, 11, 18, 35)
    expect(energy?.values[[...energy.times].indexOf(at)]).toBeCloseTo(1.25, 6)
  })

  it('and files write their times in many ways', () => {
    expect(wallTimeOf('04/22/19 04:00:05')).toBe(Date.UTC(2019, 3, 22, 4, 0, 5))
    expect(wallTimeOf('2019-11-02 00:09:30')).toBe(wallTimeOf('2019-11-02T00:09:30.000'))
    for (const wrong of ['13/41/19 04:00:05', '2019-11-02', '', null, 5, '1970-01-01 00:00:00'])
      expect(wallTimeOf(wrong)).toBeNaN()
    expect(instantOf('2024-01-02T00:10:30+0200')).toBe(Date.UTC(2024, 0, 1, 22, 10, 30))
    expect(instantOf('2024-01-02T00:10:30')).toBeNaN()
    expect([aheadIn('-05:30'), aheadIn('Z'), aheadIn('5 hours')]).toEqual([-330, 0, NaN])
  })
})

describe('elements of a JSON array', () => {
  async function all(content: string, piece = content.length): Promise<unknown[]> {
    const values: unknown[] = []
    const bytes = new TextEncoder().encode(content)
    const blob = new Blob([])
    Object.defineProperty(blob, 'stream', {
      value: () =>
        new ReadableStream({
          start(to) {
            for (let i = 0; i < bytes.length; i += piece) to.enqueue(bytes.slice(i, i + piece))
            to.close()
          },
        }),
    })
    for await (const { elements } of jsonElements(blob, signal))
      values.push(...elements.map(({ value }) => value))
    return values
  }

  it('are those that JSON.parse gives, wherever the pieces break', async () => {
    const object = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3 }))
    await fc.assert(
      fc.asyncProperty(fc.array(object), fc.integer({ min: 1, max: 40 }), async (objects, piece) => {
        const content = JSON.stringify(objects, null, piece % 3)
        expect(await all(content, piece)).toEqual(JSON.parse(content))
      }),
    )
  })

  it('end in bounded memory where brackets have no end', async () => {
    await expect(all(`[${'{"a":'.repeat(400_000)}`, 1 << 16)).rejects.toThrow(DamagedJson)
    const deep = `[{"a":1},${'{"a":['.repeat(100_000)}${']}'.repeat(100_000)},{"a":2}]`
    await expect(all(deep, 1 << 16)).rejects.toThrow('nested')
    const found = await read([file('p03/fitbit/sleep.json', `[{"dateOfSleep":"",${deep.slice(3)}`)])
    expect(problemsIn(found).map(({ code }) => code)).toContain('damaged_json')
    await expect(all(`[{"a":"${'x'.repeat(3_000_000)}`, 1 << 16)).rejects.toThrow('a megabyte')
    for (const wrong of ['', '{}', '[1,2]', '[{}', '[{}] x', '[{} x]'])
      await expect(all(wrong)).rejects.toThrow(DamagedJson)
    expect(await all('[]')).toEqual([])
  })
})
