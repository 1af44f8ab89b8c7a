import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { FitBaseType, FitEncoder, type FitEncoderField } from 'fit-file-parser/encoder'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import type { ChannelId } from '../../src/lifelog/channels.ts'
import { garminFit } from '../../src/readers/garmin-fit/reader.ts'
import type { Found, SourceFile } from '../../src/readers/reader.ts'
import { fingerprints } from '../fixtures/fingerprint.ts'
import { ingested } from '../fixtures/ingested.ts'

const folder = new URL('../fixtures/garmin-fit/', import.meta.url)
const bytesOf = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(new URL(name, folder)))
const file = (path: string, bytes: Uint8Array<ArrayBuffer>): SourceFile => ({ path, blob: new Blob([bytes]) })
const real = (name: string): SourceFile => file(name, bytesOf(name))
const signal = new AbortController().signal

async function read(...files: SourceFile[]): Promise<Found[]> {
  const found: Found[] = []
  const options = { zone: 'UTC', dayStart: 'noon', signal } as const
  for await (const one of garminFit.read(files, options)) found.push(one)
  return found
}
const problemsIn = (found: readonly Found[]) =>
  found.flatMap((one) => (one.kind === 'problem' ? [one.problem] : []))
const samplesOf = (found: readonly Found[], channel: ChannelId): [time: number, value: number][] =>
  found
    .flatMap((one) => (one.kind === 'samples' && one.samples.channel === channel ? [one.samples] : []))
    .flatMap(({ times, values }) => [...times].map((time, i): [number, number] => [time, values[i]!]))
const sumOf = (found: readonly Found[], channel: ChannelId): number =>
  samplesOf(found, channel).reduce((sum, [, value]) => sum + value, 0)

interface Judged {
  readonly records: number
  readonly heartRates: number
  readonly sumOfHeartRates: number
  readonly sumOfAltitudes: number
  readonly sumOfSpeeds: number
  readonly metres: number
  readonly steps: number
}
const JUDGED = JSON.parse(readFileSync(new URL('fit-sdk.json', folder), 'utf8')) as Record<string, Judged>
const WHOLE = [
  'Activity.fit',
  'MonitoringFile.fit',
  'activity-small-fenix2-run.fit',
  'garmin-edge-500-activity.fit',
  'garmin-fenix-5-walk.fit',
]

// FIT files of our own, for what the real ones don't show.
const NOON = new Date('2024-06-03T12:00:00Z')
const { Uint32, Uint16, Uint8, Enum } = FitBaseType
const time = (seconds: number, number = 253): FitEncoderField => {
  const value = FitEncoder.toFitTimestamp(NOON) + seconds
  return { number, size: 4, baseType: Uint32, value }
}
const field = (number: number, value: number, baseType: FitBaseType = Uint8): FitEncoderField => ({
  number,
  size: baseType === Uint32 ? 4 : baseType === Uint16 ? 2 : 1,
  baseType,
  value,
})
const shortTime = (seconds: number): FitEncoderField =>
  field(26, (FitEncoder.toFitTimestamp(NOON) + seconds) & 0xffff, Uint16)
const device = (encoder: FitEncoder, serial: number): FitEncoder =>
  encoder.writeMessage(0, [
    field(0, 32, Enum),
    field(1, 1, Uint16),
    { ...field(3, serial, Uint32), baseType: FitBaseType.Uint32z },
  ])
const closed = (encoder: FitEncoder): Uint8Array<ArrayBuffer> => new Uint8Array(encoder.close())

/** A watch's day: a heart rate a minute, and steps in all so far. */
function watch(from: number, minutes: number, steps: (minute: number) => number): Uint8Array<ArrayBuffer> {
  const encoder = device(new FitEncoder(), 7).writeMessage(103, [time(60 * from), time(60 * from + 7200, 0)])
  for (let minute = from + 1; minute <= from + minutes; minute++) {
    encoder.writeMessage(55, [shortTime(60 * minute), field(27, 60 + (minute % 50))])
    const walked = field(3, steps(minute), Uint32)
    encoder.writeMessage(55, [time(60 * minute), walked, field(5, 6, Enum)], 1)
  }
  return closed(encoder)
}

describe('a FIT file', () => {
  it.each(WHOLE)('has what Garmin’s own decoder finds in it: %s', async (name) => {
    const found = await read(real(name))
    const judged = JUDGED[name]!
    expect(problemsIn(found)).toEqual([])
    expect(samplesOf(found, 'heart_rate').length).toBe(judged.heartRates)
    expect(sumOf(found, 'heart_rate')).toBe(judged.sumOfHeartRates)
    expect(sumOf(found, 'altitude') / (judged.sumOfAltitudes || 1)).toBeCloseTo(
      judged.sumOfAltitudes ? 1 : 0,
      5,
    )
    expect(sumOf(found, 'gps_speed')).toBeCloseTo(judged.sumOfSpeeds, 1)
    // Counts are spread over minutes, so that the sum is kept, not the single values.
    expect(sumOf(found, 'distance') / (judged.metres || 1)).toBeCloseTo(judged.metres ? 1 : 0, 2)
    expect(sumOf(found, 'steps')).toBeCloseTo(judged.steps, 0)
  })

  it.each(['garmin-edge-500-activity', 'garmin-fenix-5-walk'])(
    'has the values of another program’s table: %s',
    async (name) => {
      const found = await read(real(`${name}.fit`))
      const { data } = Papa.parse<Record<string, string>>(
        readFileSync(new URL(`${name}-records.csv`, folder), 'utf8'),
        {
          header: true,
          skipEmptyLines: true,
        },
      )
      const degrees = (semicircles: number): number => (semicircles * 180) / 2 ** 31
      const columns: [ChannelId, string, (value: number) => number][] = [
        ['heart_rate', 'heart_rate', (value) => value],
        ['gps_speed', 'speed', (value) => value],
        ['altitude', 'altitude', (value) => value],
        ['latitude', 'position_lat', degrees],
        ['longitude', 'position_long', degrees],
      ]
      let repeated = 0
      for (const [channel, column, unit] of columns) {
        const values = new Map(samplesOf(found, channel))
        for (const row of data) {
          // Only some rows of the long table are kept here; where a cell is empty nothing was measured.
          if (!row[column]) continue
          const at = Date.parse(row['timestamp']!.replace('PDT', 'GMT-0700'))
          const value = values.get(at)
          // Where there was no position the other program repeats the one before.
          if (value === undefined && column.startsWith('position')) repeated++
          else expect(value).toBeCloseTo(unit(Number(row[column])), 4)
        }
      }
      expect(data.length).toBeGreaterThan(15)
      expect(repeated).toBeLessThan(data.length / 100)
    },
  )

  it('is on the clock that it states', async () => {
    const found = await read(real('activity-small-fenix2-run.fit'))
    const zones = found.flatMap((one) => (one.kind === 'samples' ? [one.samples.zone] : []))
    expect(new Set(zones)).toEqual(new Set(['Etc/GMT-2']))
    // One that states none is on the clock of the place asked for.
    const edge = await read(real('garmin-edge-500-activity.fit'))
    expect(edge.some((one) => one.kind === 'samples' && one.samples.zone !== 'UTC')).toBe(false)
  })

  it('tells steps a second where somebody walked or ran, and none of a bicycle', async () => {
    const walk = samplesOf(await read(real('garmin-fenix-5-walk.fit')), 'step_frequency')
    // 53.5 steps of one foot a minute.
    expect(walk[0]![1]).toBeCloseTo((2 * 53.5) / 60, 5)
    expect(samplesOf(await read(real('garmin-edge-500-activity.fit')), 'step_frequency')).toEqual([])
  })

  it('is known by two of its name, its first byte and its signature', async () => {
    const fit = bytesOf('Activity.fit')
    const hurt = fit.slice()
    hurt[8] = 0
    const files = [file('a/one.fit', fit), file('two.FIT', hurt), file('three.bin', fit)]
    const others = [
      file('image.fit', new TextEncoder().encode('SIMPLE  =                    T')),
      file('x.csv', new Uint8Array(0)),
    ]
    expect(await garminFit.detect([...files, ...others])).toEqual([[files[0]], [files[1], files[2]]])
  })
})

describe('a watch’s day', () => {
  it('has steps since midnight, heart rates and times of sixteen bits that go round', async () => {
    // 30 hours: times go round after 18.2, and the count begins anew at the watch's midnight, 22 h UTC.
    const steps = (minute: number): number => 4 * (minute <= 600 ? minute + 840 : minute - 600)
    const found = await read(file('M.FIT', watch(0, 1800, steps)))
    expect(problemsIn(found)).toEqual([])
    const beats = samplesOf(found, 'heart_rate')
    expect(beats.length).toBe(1800)
    expect(beats.at(-1)).toEqual([NOON.getTime() + 1800 * 60_000, 60])
    const walked = samplesOf(found, 'steps')
    expect(new Map(walked).get(NOON.getTime() + 1000 * 60_000)).toBe(4)
    // What had been walked before the file begins says nothing of single minutes.
    expect(sumOf(found, 'steps')).toBe(1799 * 4)
    const { days } = await ingested([file('M.FIT', watch(0, 1800, steps))])
    expect(days.get('me/2024-06-03/noon')!.channels.get('heart_rate')![0]).toBeDefined()
  })

  it('goes on from file to file, in any order, and twice or in other pieces is the same', async () => {
    const steps = (minute: number): number => 840 * 4 + 4 * minute
    const [first, second] = [file('1.FIT', watch(0, 300, steps)), file('2.FIT', watch(300, 300, steps))]
    const together = await read(file('1.FIT', watch(0, 600, steps)))
    expect(sumOf(together, 'steps')).toBe(599 * 4)
    for (const files of [
      [first, second],
      [second, first],
      [first, second, file('3.FIT', watch(200, 200, steps))],
    ])
      expect(sumOf(await read(...files), 'steps')).toBe(599 * 4)
    const whole = (await ingested([first, second])).days
    const again = await ingested([second, first], new Map(whole))
    expect(fingerprints(again.days)).toEqual(fingerprints(whole))
    expect(again.handedOut).toEqual([])
  })

  it('says what was done since the message before', async () => {
    const found = await read(real('MonitoringFile.fit'))
    const codes = new Map<number, number>()
    for (const [, code] of samplesOf(found, 'activity')) codes.set(code, (codes.get(code) ?? 0) + 1)
    expect([...codes.keys()].sort()).toEqual([3, 7, 8])
    expect(codes.get(3)).toBeGreaterThan(codes.get(7)!)
  })

  it('of a walk in two files, however cut, has every metre once', async () => {
    const walk = bytesOf('activity-small-fenix2-run.fit')
    const once = sumOf(await read(file('a.fit', walk)), 'distance')
    const twice = await read(file('a.fit', walk), file('b.fit', walk.slice(0, 60_000)))
    expect(sumOf(twice, 'distance')).toBeCloseTo(once, 3)
  })
})

describe('a damaged FIT file', () => {
  it.each([
    ['activity-filecrc.fit', 'byte 769'],
    ['activity-settings-corruptheader.fit', 'byte 771'],
    ['activity-settings-nodata.fit', 'byte 786'],
  ])('is read, and says where: %s', async (name, place) => {
    const found = await read(real(name))
    expect(problemsIn(found)[0]).toMatchObject({ file: name, code: 'damaged_fit', place })
    expect(samplesOf(found, 'altitude').length).toBe(JUDGED[name]!.records)
  })

  it('may state any length', async () => {
    const fit = bytesOf('activity-small-fenix2-run.fit')
    for (const length of [0, 1, 5000, 2 ** 31, 2 ** 32 - 1]) {
      const lies = fit.slice()
      new DataView(lies.buffer).setUint32(4, length, true)
      const found = await read(file('a.fit', lies))
      expect(problemsIn(found)[0]).toMatchObject({ code: 'damaged_fit' })
      expect(samplesOf(found, 'heart_rate').length).toBe(2808)
    }
  })

  it('may be cut off anywhere, and flipped anywhere', { timeout: 60_000 }, async () => {
    const fit = bytesOf('garmin-fenix-5-walk.fit')
    const whole = samplesOf(await read(file('a.fit', fit)), 'heart_rate')
    await fc.assert(
      fc.asyncProperty(fc.nat(fit.length - 1), fc.nat(fit.length - 1), fc.nat(7), async (cut, at, bit) => {
        const part = await read(file('a.fit', fit.slice(0, cut)))
        expect(problemsIn(part).some(({ code }) => code === 'damaged_fit')).toBe(cut > 0)
        const rates = samplesOf(part, 'heart_rate')
        expect(rates).toEqual(whole.slice(0, rates.length))
        const hurt = fit.slice()
        hurt[at]! ^= 1 << bit
        const found = await read(file('a.fit', hurt))
        // Of the head only where the file is a FIT file, and how long it is, matters; its checksum has all of it.
        expect(problemsIn(found).map(({ code }) => code)).toContain('damaged_fit')
      }),
      { numRuns: 150 },
    )
  })

  it('takes bounded time and memory, whatever stands in it', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 20, maxLength: 3000 }), async (noise) => {
        const body = new Uint8Array(12 + noise.length)
        body.set([12, 16, 0, 0, 0, 0, 0, 0, 0x2e, 0x46, 0x49, 0x54])
        body.set(noise, 12)
        for (const one of await read(file('a.fit', body))) expect(one.kind).toBeTruthy()
      }),
      { numRuns: 100 },
    )
    const huge = new (class extends Blob {
      override get size(): number {
        return 1e9
      }
    })([bytesOf('Activity.fit')])
    expect(problemsIn(await read({ path: 'a.fit', blob: huge }))).toMatchObject([
      { code: 'damaged_fit', place: 'byte 0' },
    ])
    // A million messages of one byte each.
    const tiny = new Uint8Array(12 + 6 + 1e6)
    tiny.set([12, 16, 0, 0, 0, 0, 0, 0, 0x2e, 0x46, 0x49, 0x54, 0x40, 0, 0, 20, 0, 0])
    new DataView(tiny.buffer).setUint32(4, 1e6 + 6, true)
    const started = performance.now()
    await read(file('a.fit', tiny))
    expect(performance.now() - started).toBeLessThan(20_000)
  })

  it('is left at once when reading is cancelled', async () => {
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 20)
    const options = { zone: 'UTC', dayStart: 'noon', signal: stop.signal } as const
    const all = async (): Promise<void> => {
      const files = Array.from({ length: 40 }, () => real('garmin-edge-500-activity.fit'))
      for await (const one of garminFit.read(files, options)) expect(one.kind).toBeTruthy()
    }
    const started = performance.now()
    await expect(all()).rejects.toThrow()
    expect(performance.now() - started).toBeLessThan(1500)
  })
})
