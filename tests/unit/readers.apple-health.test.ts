import { readFileSync } from 'node:fs'
import process from 'node:process'
import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { countsByMinute } from '../../src/readers/wearable/counts-by-minute.ts'
import { appleHealth, OWN } from '../../src/readers/apple-health/reader.ts'
import { instantOf } from '../../src/readers/apple-health/records.ts'
import { xmlRecords } from '../../src/readers/apple-health/xml.ts'
import type { Found, SourceFile } from '../../src/readers/reader.ts'
import { LocalTime, zoneOf } from '../../src/readers/wearable/instant.ts'
import { nights, type Stretch } from '../../src/readers/wearable/nights.ts'
import { participantOf } from '../../src/readers/wearable/owner.ts'
import { ingested } from '../fixtures/ingested.ts'

const text = (name: string): string =>
  readFileSync(new URL(`../fixtures/apple-health/${name}`, import.meta.url), 'utf8')
const file = (path: string, content: string): SourceFile => ({ path, blob: new Blob([content]) })
const SAMPLE = text('export6s3sample.xml')
const signal = new AbortController().signal

const record = (type: string, start: string, end: string, value: string, more = ''): string =>
  `<Record type="HK${type}" sourceName="Watch" startDate="${start}" endDate="${end}" value="${value}" ${more}/>`
const exportOf = (...records: string[]): string =>
  `<?xml version="1.0"?>\n<HealthData locale="en_GB">\n${records.join('\n')}\n</HealthData>\n`
const beat = (start: string, value: string): string =>
  record('QuantityTypeIdentifierHeartRate', start, start, value, 'unit="count/min"')

async function read(content: string): Promise<Found[]> {
  const found: Found[] = []
  const options = { zone: 'Europe/London', dayStart: 'noon', signal } as const
  for await (const one of appleHealth.read([file('export.xml', content)], options)) found.push(one)
  return found
}
const problemsIn = (found: readonly Found[]) =>
  found.flatMap((one) => (one.kind === 'problem' ? [one.problem] : []))

describe('Apple Health', () => {
  it('has the records that another program lists', async () => {
    const records: Readonly<Record<string, string>>[] = []
    for await (const batch of xmlRecords(new Blob([SAMPLE]), signal))
      records.push(...batch.records.map(({ attributes }) => attributes))
    for (const name of ['StepCount', 'DistanceWalkingRunning']) {
      const expected = Papa.parse<Record<string, string>>(text(`${name}.csv`), {
        header: true,
        skipEmptyLines: true,
      })
      const own = records.filter(({ type }) => type === `HKQuantityTypeIdentifier${name}`)
      expect(own.map(({ startDate, endDate, value }) => [startDate, endDate, Number(value)])).toEqual(
        expected.data.map(({ startDate, endDate, value }) => [startDate, endDate, Number(value)]),
      )
    }
  })

  it('is known by its head, alone or among what the phone puts beside it', async () => {
    const folder = ['export.xml', 'export_cda.xml', 'workout-routes/route_1.gpx'].map((name) =>
      file(`apple_health_export/${name}`, name === 'export.xml' ? SAMPLE : '<other/>'),
    )
    expect(await appleHealth.detect(folder)).toEqual([folder])
    expect(await appleHealth.detect([file('feed.xml', '<rss/>')])).toEqual([])
    expect(participantOf('anna/export.zip/apple_health_export/export.xml', OWN)).toBe('anna')
    expect(participantOf('export.zip/apple_health_export/export.xml', OWN)).toBe('me')
  })

  it('keeps every step, on the minutes in which it was made', async () => {
    const found = await read(SAMPLE)
    const steps = found.flatMap((one) =>
      one.kind === 'samples' && one.samples.channel === 'steps' ? [one.samples] : [],
    )
    const sum = steps.flatMap(({ values }) => [...values]).reduce((all, value) => all + value, 0)
    const expected = Papa.parse<Record<string, string>>(text('StepCount.csv'), {
      header: true,
      skipEmptyLines: true,
    })
    expect(sum).toBeCloseTo(
      expected.data.reduce((all, { value }) => all + Number(value), 0),
      2,
    )
    expect(problemsIn(found)).toEqual([])
  })

  it('makes days of heart rates, on the clock of the place where they were measured', async () => {
    const beats = Array.from({ length: 1440 }, (_, minute) => {
      const at = new Date(Date.UTC(2024, 5, 3, 11, minute)).toISOString()
      // In London's summer noon is eleven o'clock UTC.
      const local = new Date(Date.parse(at) + 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
      return beat(`${local} +0100`, String(60 + (minute % 50)))
    })
    const { days, problems } = await ingested([file('export.xml', exportOf(...beats))], new Map(), {
      zone: 'Europe/London',
    })
    expect(problems).toEqual([])
    expect([...days.keys()]).toEqual(['me/2024-06-03/noon'])
    const heart = days.get('me/2024-06-03/noon')!.channels.get('heart_rate')!
    expect([heart[0], heart[60], heart[49 * 60]]).toEqual([60, 61, 109])
    // The same file again adds nothing, and a journey has its own clock.
    expect(zoneOf(60, 'Europe/London', 60)).toBe('Europe/London')
    expect(zoneOf(120, 'Europe/London', 60)).toBe('Etc/GMT-2')
    expect(zoneOf(330, 'Europe/London', 60)).toBe('Europe/London')
  })

  it('finds the instant of a wall clock, in hours that come twice or never as well', () => {
    const berlin = new LocalTime('Europe/Berlin')
    const at = (wall: number) => new Date(berlin.instant(wall).at).toISOString().slice(0, 16)
    expect(at(Date.UTC(2024, 6, 1, 12))).toBe('2024-07-01T10:00')
    expect(at(Date.UTC(2024, 9, 27, 2, 30))).toBe('2024-10-27T00:30')
    expect(at(Date.UTC(2024, 2, 31, 2, 30))).toBe('2024-03-31T01:30')
    const york = new LocalTime('America/New_York')
    expect(york.instant(Date.UTC(2024, 10, 3, 1, 30))).toEqual({
      at: Date.UTC(2024, 10, 3, 5, 30),
      ahead: -240,
    })
  })

  it('hears one device an hour, and no steps between two walks', () => {
    const at = Date.UTC(2024, 0, 1, 10)
    const reading = (minute: number, value: number, source: number, seconds = 60) => ({
      start: at + 60_000 * minute,
      seconds,
      value,
      ahead: 0,
      source,
    })
    const counts = [reading(0, 50, 0), reading(0, 60, 1), reading(20, 90, 0, 180), reading(61, 30, 0)]
    const { times, values } = countsByMinute(counts, [1, 0])
    const found = new Map([...times].map((time, i) => [(time - at) / 60_000, values[i]]))
    // In the first hour the watch (1) leads, though the phone counted more often; in the second the phone is alone.
    expect(found).toEqual(
      new Map([
        [-1, 0],
        [0, 60],
        [1, 0],
        [60, 0],
        [61, 30],
        [62, 0],
      ]),
    )
    const alone = countsByMinute(counts.slice(2, 3), [0])
    expect([...alone.values]).toEqual([0, 30, 30, 30, 0])
  })

  it('works nights out of stages, by the source that saw most of them', () => {
    const at = (hour: number, minute = 0) => ({ at: Date.UTC(2024, 0, 1, hour, minute), ahead: 0 })
    const stretch = (from: number, until: number, stage: Stretch['stage'], source = 'Watch'): Stretch => ({
      from: at(22, from),
      until: at(22, until),
      stage,
      source,
    })
    const found = nights([
      stretch(0, 480, 'inBed'),
      stretch(20, 200, 'asleep'),
      stretch(200, 230, 'awake'),
      stretch(230, 400, 'asleep'),
      // Overlapping stages count once.
      stretch(390, 420, 'asleep'),
      stretch(0, 100, 'asleep', 'Phone'),
    ])
    expect(found).toEqual([
      {
        date: '2024-01-01',
        measures: {
          totalSleepTime: 370,
          wakeAfterSleepOnset: 30,
          sleepEfficiency: (100 * 370) / 480,
          sleepOnsetLatency: 20,
        },
      },
    ])
    // Without a time in bed neither efficiency nor latency is known.
    expect(Object.keys(nights([stretch(0, 60, 'asleep')])[0]!.measures)).toEqual([
      'totalSleepTime',
      'wakeAfterSleepOnset',
    ])
  })

  it('takes no nap for a part of the night, nor the day between for time awake in it', () => {
    const at = (hour: number) => ({ at: Date.UTC(2024, 0, 1, hour), ahead: 0 })
    const stretch = (from: number, until: number, stage: Stretch['stage']): Stretch => ({
      from: at(from),
      until: at(until),
      stage,
      source: 'Watch',
    })
    const nap = [stretch(14, 16, 'inBed'), stretch(14, 15, 'asleep')]
    // Two hours up at night leave it one night.
    const night = [stretch(22, 32, 'inBed'), stretch(23, 26, 'asleep'), stretch(28, 31, 'asleep')]
    const measures = {
      totalSleepTime: 360,
      wakeAfterSleepOnset: 120,
      sleepEfficiency: 60,
      sleepOnsetLatency: 60,
    }
    expect(nights([...nap, ...night])).toEqual([{ date: '2024-01-01', measures }])
    expect(nights([...night, ...nap])).toEqual([{ date: '2024-01-01', measures }])
  })

  it('says where it is damaged, and keeps what came before', async () => {
    const whole = exportOf(beat('2024-01-01 10:00:00 +0000', '61'), beat('2024-01-01 10:01:00 +0000', '62'))
    const cut = await read(whole.slice(0, whole.indexOf('10:01') + 3))
    expect(problemsIn(cut)[0]).toMatchObject({ code: 'damaged_xml', place: 'line 4' })
    expect(cut.flatMap((one) => (one.kind === 'samples' ? [...one.samples.values] : []))).toEqual([61])
    const bad = await read(
      exportOf(beat('2024-13-41 10:00:00 +0000', '61'), beat('2024-01-01 10:00:00 +0000', 'fast')),
    )
    expect(problemsIn(bad).map(({ code }) => code)).toEqual(['not_a_number', 'not_a_number', 'no_rows'])
    expect(instantOf('2024-01-01 10:00:00 +9900')).toBeNull()
  })

  it('opens no entities', async () => {
    const bomb =
      '<?xml version="1.0"?><!DOCTYPE HealthData [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>' +
      `<HealthData locale="&b;">${beat('2024-01-01 10:00:00 +0000', '&b;')}</HealthData>`
    expect(problemsIn(await read(bomb))[0]).toMatchObject({ code: 'damaged_xml' })
  })

  it('survives cuts and flips anywhere', { timeout: 30_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(SAMPLE.length),
        fc.nat(SAMPLE.length - 1),
        fc.nat(127),
        async (cut, at, code) => {
          const flipped = SAMPLE.slice(0, at) + String.fromCharCode(code) + SAMPLE.slice(at + 1)
          for (const content of [SAMPLE.slice(0, cut), flipped])
            for (const one of await read(content)) expect(one.kind).toBeTruthy()
        },
      ),
      { numRuns: 60 },
    )
  })
})

/** An export of any size, made as it is read. */
class Endless extends Blob {
  readonly #size: number
  constructor(size: number) {
    super([])
    this.#size = size
  }

  override get size(): number {
    return this.#size
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const minutes = Array.from({ length: 500 }, (_, i) =>
      beat(`2024-01-01 10:00:${String(i % 60).padStart(2, '0')} +0000`, '61'),
    )
    const block = new TextEncoder().encode(minutes.join('\n'))
    let left = this.#size
    return new ReadableStream({
      start: (to) => to.enqueue(new TextEncoder().encode('<HealthData>')),
      async pull(to) {
        // As a disk would: other work has its turn between two reads.
        await new Promise((done) => setImmediate(done))
        to.enqueue(block.slice())
        left -= block.length
        if (left > 0) return
        to.enqueue(new TextEncoder().encode('</HealthData>'))
        to.close()
      },
    })
  }
}

it('holds none of what it has read', { timeout: 60_000 }, async () => {
  const before = process.memoryUsage().arrayBuffers
  let most = 0
  for await (const { bytes } of xmlRecords(new Endless(300e6), signal)) {
    most = Math.max(most, process.memoryUsage().arrayBuffers - before)
    expect(bytes).toBeGreaterThan(0)
  }
  expect(most).toBeLessThan(150e6)
})
