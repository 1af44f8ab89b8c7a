import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { oura } from '../../src/readers/oura/reader.ts'
import type { Found, Reader, SourceFile } from '../../src/readers/reader.ts'
import { samsungHealth } from '../../src/readers/samsung-health/reader.ts'
import { tableOf } from '../../src/readers/samsung-health/layout.ts'
import { ingested } from '../fixtures/ingested.ts'

/** Both formats are known by their public descriptions alone: these files are invented in that shape. */

const file = (path: string, content: string): SourceFile => ({ path, blob: new Blob([content]) })
const signal = new AbortController().signal
async function read(reader: Reader, files: readonly SourceFile[]): Promise<Found[]> {
  const found: Found[] = []
  for (const group of await reader.detect(files))
    for await (const one of reader.read(group, { zone: 'Asia/Seoul', dayStart: 'noon', signal }))
      found.push(one)
  return found
}
const problemsIn = (found: readonly Found[]) =>
  found.flatMap((one) => (one.kind === 'problem' ? [one.problem] : []))
const measuresIn = (found: readonly Found[]) =>
  found.flatMap((one) => (one.kind === 'measures' ? [one.of] : []))
const samplesIn = (found: readonly Found[], channel: string) =>
  found.flatMap((one) => (one.kind === 'samples' && one.samples.channel === channel ? [one.samples] : []))
const codes = (found: readonly Found[]) =>
  found.flatMap((one) => (one.kind === 'notice' ? [one.problem.code] : []))

const FOLDER = 'Download/Samsung Health/samsunghealth_anna_20240601'
const HEARTS =
  'com.samsung.shealth.tracker.heart_rate,6305010,4\n' +
  'com.samsung.health.heart_rate.start_time,com.samsung.health.heart_rate.end_time,com.samsung.health.heart_rate.heart_rate,com.samsung.health.heart_rate.time_offset,com.samsung.health.heart_rate.deviceuuid\n' +
  '2024-05-03 03:00:00.000,2024-05-03 03:00:59.000,61.0,UTC+0900,w1,\n' +
  '2024-05-03 03:10:00.000,2024-05-03 03:10:59.000,63.0,UTC+0200,w1,\n'
const STEPS =
  'com.samsung.shealth.tracker.pedometer_step_count,6305010,4\n' +
  'run_step,walk_step,start_time,count,distance,calorie,time_offset,end_time,deviceuuid\n' +
  '3,30,2024-05-03 03:00:00.000,33,24.5,1.2,UTC+0900,2024-05-03 03:01:00.000,p1,\n' +
  '0,x,2024-05-03 03:05:00.000,12,8,0.4,UTC+0900,2024-05-03 03:06:00.000,p1,\n'
const STAGES =
  'com.samsung.health.sleep_stage,6305010,4\n' +
  'start_time,sleep_id,stage,time_offset,end_time\n' +
  '2024-05-03 14:00:00.000,a,40002,UTC+0900,2024-05-03 16:00:00.000,\n' +
  '2024-05-03 16:00:00.000,a,40001,UTC+0900,2024-05-03 16:20:00.000,\n' +
  '2024-05-03 16:20:00.000,a,40003,UTC+0900,2024-05-03 18:00:00.000,\n' +
  '2024-05-03 18:00:00.000,a,40004,UTC+0900,2024-05-03 20:00:00.000,\n'
const SAMSUNG = [
  file(`${FOLDER}/com.samsung.shealth.tracker.heart_rate.20240601.csv`, HEARTS),
  file(`${FOLDER}/com.samsung.shealth.tracker.pedometer_step_count.20240601.csv`, STEPS),
  file(`${FOLDER}/com.samsung.health.sleep_stage.20240601.csv`, STAGES),
  file(
    `${FOLDER}/com.samsung.health.weight.20240601.csv`,
    'com.samsung.health.weight,6305010,2\nweight\n60,\n',
  ),
]

describe('Samsung Health', () => {
  it('gives hearts, steps and nights, each on its own clock', async () => {
    const found = await read(samsungHealth, SAMSUNG)
    expect(codes(found)).toEqual(['never_seen'])
    expect(problemsIn(found)).toMatchObject([{ code: 'not_a_number', place: 'line 4, column walk_step' }])
    const hearts = samplesIn(found, 'heart_rate')
    // By the clock of the second place that moment is in the morning, and so of the day before.
    expect(hearts.map(({ zone, times, values }) => [zone, times[0], [...values]])).toEqual([
      ['Etc/GMT-2', Date.UTC(2024, 4, 3, 3, 10), [63]],
      ['Asia/Seoul', Date.UTC(2024, 4, 3, 3), [61]],
    ])
    const sum = (channel: string) =>
      samplesIn(found, channel)
        .flatMap(({ values }) => [...values])
        .reduce((all, value) => all + value, 0)
    expect([sum('steps'), sum('running_steps'), sum('walking_steps')]).toEqual([45, 3, 30])
    expect(sum('distance')).toBeCloseTo(32.5, 3)
    expect(measuresIn(found)).toEqual([
      { participant: 'me', date: '2024-05-03', measures: { totalSleepTime: 340, wakeAfterSleepOnset: 20 } },
    ])
  })

  it('is known by name and by its first line', async () => {
    expect(tableOf('com.samsung.shealth.tracker.heart_rate.csv')).toBeTruthy()
    expect(tableOf('com.samsung.health.weight.20240601.csv')).toBeNull()
    expect(tableOf('heart_rate.csv')).toBeUndefined()
    expect(await samsungHealth.detect([file('com.samsung.health.heart_rate.1.csv', 'time,bpm\n')])).toEqual(
      [],
    )
    // What gives no channel belongs to the export as well.
    expect((await samsungHealth.detect(SAMSUNG))[0]).toHaveLength(SAMSUNG.length)
  })
})

const NIGHT = (hearts: string, type = 'long_sleep'): string =>
  'average_hrv;awake_time;bedtime_end;bedtime_start;day;efficiency;heart_rate;latency;total_sleep_duration;type\n' +
  `50;2400;2024-05-04T07:00:00.000+09:00;2024-05-03T23:00:00.000+09:00;2024-05-04;92;${hearts};600;26400;${type}\n`
const SERIES = '{"interval":300,"items":[58,null,56],"timestamp":"2024-05-03T23:00:00.000+09:00"}'

describe('Oura', () => {
  it('gives nights and their hearts', async () => {
    const found = await read(oura, [file('oura/sleepmodel.csv', NIGHT(SERIES))])
    expect(problemsIn(found)).toEqual([])
    expect(codes(found)).toEqual(['never_seen'])
    expect(measuresIn(found)).toEqual([
      {
        participant: 'me',
        date: '2024-05-03',
        measures: {
          totalSleepTime: 440,
          sleepEfficiency: (100 * 440) / 480,
          sleepOnsetLatency: 10,
          wakeAfterSleepOnset: 30,
        },
      },
    ])
    const [hearts] = samplesIn(found, 'heart_rate')
    const start = Date.UTC(2024, 4, 3, 14)
    expect([[...hearts!.times], [...hearts!.values]]).toEqual([
      [start, start + 600_000],
      [58, 56],
    ])
  })

  it('gives the hearts of the day, with all that stands beside them as one person’s', async () => {
    const folder = 'oura_2024/App Data'
    const files = [
      file(`${folder}/dailysleep.csv`, 'id;score;day\na;80;2024-05-04\n'),
      file(
        `${folder}/heartrate.csv`,
        'timestamp;bpm;source\n2024-05-03T05:00:00.000Z;71;awake\nnoon;70;awake\n2024-05-03T05:05:00.000Z;;awake\n',
      ),
      file(`${folder}/sleepmodel.csv`, NIGHT(SERIES)),
    ]
    expect((await oura.detect(files)).map((group) => group.length)).toEqual([3])
    const found = await read(oura, files)
    expect(codes(found)).toEqual(['never_seen'])
    expect(problemsIn(found)).toMatchObject([{ code: 'not_a_number', place: 'line 3, column timestamp' }])
    const beats = samplesIn(found, 'heart_rate').flatMap(({ times, values }) =>
      [...times].map((time, i) => [time, values[i]]),
    )
    const start = Date.UTC(2024, 4, 3, 14)
    expect(beats.sort(([a], [b]) => a! - b!)).toEqual([
      [Date.UTC(2024, 4, 3, 5), 71],
      [start, 58],
      [start + 600_000, 56],
    ])
    // Other makers have a heartrate.csv too.
    expect(await oura.detect([file('heartrate.csv', 'timestamp,bpm,source\n')])).toEqual([])
    expect(await oura.detect([file('App Data/other.csv', 'a;b\n')])).toEqual([])
  })

  it('reads the series in quotes as well, takes no nap for a night, and says what is none', async () => {
    const quoted = `"${SERIES.replaceAll('"', '""')}"`
    const nap = await read(oura, [file('sleepmodel.csv', NIGHT(quoted, 'late_nap'))])
    expect(samplesIn(nap, 'heart_rate')[0]?.values.length).toBe(2)
    expect(measuresIn(nap)).toEqual([])
    const bad = await read(oura, [file('sleepmodel.csv', NIGHT('{"interval":0,"items":[]}'))])
    expect(problemsIn(bad)).toMatchObject([{ code: 'not_a_number', place: 'line 2, column heart_rate' }])
    expect(await oura.detect([file('sleepmodel.csv', 'a;b\n1;2\n')])).toEqual([])
  })
})

describe('exports of watches and rings', () => {
  it('never throw, wherever they are cut or flipped', async () => {
    const cases = [
      ...SAMSUNG.slice(0, 3).map(
        ({ path }, i) => [samsungHealth, path, [HEARTS, STEPS, STAGES][i]!] as const,
      ),
      [oura, 'sleepmodel.csv', NIGHT(SERIES)] as const,
    ]
    for (const [reader, path, content] of cases)
      await fc.assert(
        fc.asyncProperty(fc.nat(content.length - 1), fc.nat(127), async (at, code) => {
          const flipped = content.slice(0, at) + String.fromCharCode(code) + content.slice(at + 1)
          for (const damaged of [content.slice(0, at), flipped])
            for (const one of await read(reader, [file(path, damaged)])) expect(one.kind).toBeTruthy()
        }),
        { numRuns: 100 },
      )
  })

  it('merge into the same days, whichever comes first', async () => {
    const hearts = Array.from(
      { length: 600 },
      (_, k) =>
        `${new Date(Date.UTC(2024, 4, 3, 3, k)).toISOString().replace('T', ' ').slice(0, 23)},,60,UTC+0900,w1,`,
    )
    const long = file(SAMSUNG[0]!.path, `${HEARTS}${hearts.join('\n')}\n`)
    const ring = file('oura/sleepmodel.csv', NIGHT(SERIES))
    const together = await ingested([long, ring], new Map(), { zone: 'Asia/Seoul' })
    const apart = new Map()
    for (const one of [long, ring]) await ingested([one], apart, { zone: 'Asia/Seoul' })
    expect([...together.days.keys()]).toEqual(['me/2024-05-03/noon'])
    const day = together.days.get('me/2024-05-03/noon')!
    expect(day.measures.totalSleepTime).toBe(440)
    expect(apart.get('me/2024-05-03/noon').channels).toEqual(day.channels)
  })
})
