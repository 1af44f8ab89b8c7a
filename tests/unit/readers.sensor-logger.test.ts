import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ChannelId } from '../../src/lifelog/channels.ts'
import type { Found, SourceFile } from '../../src/readers/reader.ts'
import { OWN } from '../../src/readers/sensor-logger/layout.ts'
import { sensorLogger } from '../../src/readers/sensor-logger/reader.ts'
import { millisecondsOf } from '../../src/readers/sensor-logger/time.ts'
import { participantOf } from '../../src/readers/wearable/owner.ts'
import { fingerprints } from '../fixtures/fingerprint.ts'
import { ingested } from '../fixtures/ingested.ts'

const NOON = Date.UTC(2024, 5, 3, 10)
const FOLDER = 'Walk-2024-06-03_12-00-00'
/** Rows from `NOON` on, one each `ms` milliseconds, with times in nanoseconds. */
const table = (
  name: string,
  columns: string,
  count: number,
  ms: number,
  cells: (i: number) => string,
  folder = FOLDER,
): SourceFile => {
  const rows = Array.from(
    { length: count },
    (_, i) => `${NOON + i * ms}000000,${(i * ms) / 1000},${cells(i)}`,
  )
  return {
    path: `${folder}/${name}`,
    blob: new Blob([[`time,seconds_elapsed,${columns}`, ...rows].join('\n'), '\n']),
  }
}
const METADATA: SourceFile = {
  path: `${FOLDER}/Metadata.csv`,
  blob: new Blob([
    'version,device name,recording epoch time,recording time,recording timezone,platform\n',
    '3,"Phone, red",1717408800000,2024-06-03_12-00-00,Europe/Berlin,android\n',
  ]),
}
const beats = (count = 1440, folder = FOLDER): SourceFile =>
  table('HeartRate.csv', 'bpm', count, 60_000, (i) => String(60 + (i % 40)), folder)
const total = (factor = 1): SourceFile =>
  table(
    'TotalAcceleration.csv',
    'z,y,x',
    500,
    20,
    (i) => `${factor * 9.8},${factor * 0.5},${factor * (i % 2) * 0.1}`,
  )

async function read(...files: SourceFile[]): Promise<Found[]> {
  const found: Found[] = []
  const options = { zone: 'UTC', dayStart: 'noon', signal: new AbortController().signal } as const
  for await (const one of sensorLogger.read(files, options)) found.push(one)
  return found
}
const problemsIn = (found: readonly Found[]) =>
  found.flatMap((one) => (one.kind === 'problem' ? [one.problem] : []))
const samplesOf = (found: readonly Found[], channel: ChannelId): [number, number][] =>
  found
    .flatMap((one) => (one.kind === 'samples' && one.samples.channel === channel ? [one.samples] : []))
    .flatMap(({ times, values }) => [...times].map((time, i): [number, number] => [time, values[i]!]))

describe('Sensor Logger', () => {
  it('keeps every digit of a time in nanoseconds', () => {
    expect(millisecondsOf('1717408800123456789')).toBe(1717408800123.456789)
    expect(millisecondsOf('1717408800123000001') - 1717408800123).toBeLessThan(0.001)
    expect(millisecondsOf('1.7174088e18')).toBe(1717408800000)
    for (const text of ['', 'noon', '17', '-1717408800123456789']) expect(millisecondsOf(text)).toBeNaN()
  })

  it('reads columns by their names, with gravity in them', async () => {
    const found = await read(
      METADATA,
      total(),
      table('Accelerometer.csv', 'z,y,x', 10, 20, () => '0,0,0'),
    )
    expect(problemsIn(found)).toEqual([])
    expect(samplesOf(found, 'acc_z').length).toBe(500)
    expect(samplesOf(found, 'acc_z')[1]).toEqual([NOON + 20, 9.8])
    expect(samplesOf(found, 'acc_y')[1]).toEqual([NOON + 20, 0.5])
    expect(samplesOf(found, 'acc_x')[1]).toEqual([NOON + 20, 0.1])
    expect(found.every((one) => one.kind !== 'samples' || one.samples.zone === 'Europe/Berlin')).toBe(true)
    const notices = found.flatMap((one) => (one.kind === 'notice' ? [one.problem] : []))
    expect(notices).toMatchObject([{ code: 'never_seen', detail: { format: 'Sensor Logger' } }])
  })

  it('tells g from m/s² by how strong gravity is, and says where there is none', async () => {
    const raw = (factor: number): SourceFile => ({
      ...total(factor),
      path: `${FOLDER}/AccelerometerUncalibrated.csv`,
    })
    expect(samplesOf(await read(raw(1 / 9.80665)), 'acc_z')[0]![1]).toBeCloseTo(9.8, 5)
    expect(samplesOf(await read(raw(1)), 'acc_z')[0]![1]).toBeCloseTo(9.8, 5)
    expect(problemsIn(await read(raw(0.01)))).toMatchObject([{ code: 'unreadable' }])
    const without = await read(
      beats(10),
      table('Accelerometer.csv', 'z,y,x', 10, 20, () => '0,0,0'),
    )
    expect(problemsIn(without)).toMatchObject([
      { code: 'missing_file', detail: { name: 'TotalAcceleration.csv' } },
    ])
    expect(samplesOf(without, 'acc_x')).toEqual([])
  })

  it('has positions, light, activities, and steps by the minute', async () => {
    const found = await read(
      table('Location.csv', 'speed,altitude,longitude,latitude,altitudeAboveMeanSeaLevel', 3, 1000, (i) =>
        i === 1 ? '-1,80,13.4,52.5,' : '1.5,80,13.4,52.5,40',
      ),
      table('Light.csv', 'lux', 2, 1000, () => '120'),
      table('Activity.csv', 'activity,confidence', 2, 1000, (i) =>
        i === 0 ? 'walking,high' : 'stationary,low',
      ),
      table('Pedometer.csv', 'steps', 121, 1000, (i) => String(2 * i)),
    )
    expect(problemsIn(found)).toEqual([])
    expect(samplesOf(found, 'altitude').map(([, value]) => value)).toEqual([40, 80, 40])
    expect(samplesOf(found, 'latitude')[0]).toEqual([NOON, 52.5])
    expect(samplesOf(found, 'light')).toEqual([
      [NOON, 120],
      [NOON + 1000, 120],
    ])
    expect(samplesOf(found, 'activity').map(([, value]) => value)).toEqual([7, 3])
    expect(new Map(samplesOf(found, 'steps'))).toEqual(
      new Map([
        [NOON - 60_000, 0],
        [NOON, 120],
        [NOON + 60_000, 120],
        [NOON + 120_000, 0],
      ]),
    )
  })

  it('is a folder, known by its tables; what else it has comes along', async () => {
    const gyroscope = table('Gyroscope.csv', 'z,y,x', 5, 20, () => '0,0,0')
    const lone = { ...gyroscope, path: 'other/Gyroscope.csv' }
    const foreign: SourceFile = { path: `${FOLDER}/HeartRate2.csv`, blob: new Blob(['time,bpm\n1,2\n']) }
    const ours = [beats(5), gyroscope]
    expect(await sensorLogger.detect([...ours, METADATA, lone, foreign])).toEqual([[...ours, METADATA]])
    expect(participantOf(beats(1).path, OWN)).toBe('me')
    expect(participantOf('anna/2024-06-03_12-00-00/HeartRate.csv', OWN)).toBe('anna')
  })

  it('makes days, and the same recording twice adds nothing', async () => {
    const files = [
      beats(1440, 'a-2024-06-03_12-00-00'),
      { ...METADATA, path: 'a-2024-06-03_12-00-00/Metadata.csv' },
    ]
    const once = await ingested(files)
    expect([...once.days.keys()]).toEqual(['me/2024-06-03/noon'])
    expect(once.days.get('me/2024-06-03/noon')!.channels.get('heart_rate')![0]).toBe(60)
    const again = await ingested(
      [
        ...files,
        beats(700, 'b-2024-06-03_12-00-00'),
        { ...METADATA, path: 'b-2024-06-03_12-00-00/Metadata.csv' },
      ],
      new Map(once.days),
    )
    expect(fingerprints(again.days)).toEqual(fingerprints(once.days))
  })

  it('may be cut off and flipped anywhere', async () => {
    const text = await beats(60).blob.text()
    const of = (content: string): SourceFile => ({
      path: `${FOLDER}/HeartRate.csv`,
      blob: new Blob([content]),
    })
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length), fc.nat(text.length - 1), fc.nat(127), async (to, at, code) => {
        const flipped = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1)
        for (const content of [text.slice(0, to), flipped])
          for (const one of await read(of(content))) expect(one.kind).toBeTruthy()
        const rates = samplesOf(await read(of(text.slice(0, to))), 'heart_rate')
        expect(rates.filter(([, value]) => value >= 60).length).toBeGreaterThanOrEqual(
          text.slice(0, to).split('\n').length - 3,
        )
      }),
      { numRuns: 150 },
    )
    const bad = await read(of('time,seconds_elapsed,bpm\n1717408800000000000,0,fast\nnever,1,60\n'))
    expect(problemsIn(bad).map(({ code, place }) => [code, place])).toEqual([
      ['not_a_number', 'line 3, column time'],
      ['not_a_number', 'line 2, column bpm'],
    ])
  })
})
