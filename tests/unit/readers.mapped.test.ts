import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { CHANNEL_IDS, CHANNELS } from '../../src/lifelog/channels.ts'
import type { SourceFile } from '../../src/readers/reader.ts'
import { columnsOf } from '../../src/readers/mapped/columns.ts'
import { MappingSchema, type Mapping } from '../../src/readers/mapped/mapping.ts'
import { timeReader } from '../../src/readers/mapped/time.ts'
import { UNITS } from '../../src/readers/mapped/units.ts'
import { ParquetWriter } from '../../src/simulate/parquet/write.ts'
import { ingested } from '../fixtures/ingested.ts'
import { text } from '../fixtures/mmash.ts'

const mapping: Mapping = {
  columns: ['when', 'pulse', 'ax', 'note'],
  time: { column: 'when', kind: 'written' },
  zone: 'Europe/Berlin',
  participant: 'anna',
  channels: [
    { column: 'pulse', channel: 'heart_rate', unit: 'beats/min' },
    { column: 'ax', channel: 'acc_x', unit: 'g' },
  ],
}
const read = (
  files: readonly SourceFile[],
  mappings: readonly Mapping[] = [mapping],
): ReturnType<typeof ingested> => ingested(files, new Map(), { dayStart: 'midnight', mappings })

/** A row every minute from six to eighteen o'clock. */
const rows = Array.from({ length: 720 }, (_, i) => {
  const clock = `${String(6 + Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}:00`
  return `2024-05-01 ${clock},${60 + (i % 40)},${i / 1000},x`
})
const table = text('watch/export.csv', 'when,pulse,ax,note', ...rows)
const id = 'anna/2024-05-01/midnight'

describe('a table that somebody has named the columns of', () => {
  it('is read, its units converted, on the clock of its zone', async () => {
    const { days, problems } = await read([table])
    expect(problems).toEqual([])
    const day = days.get(id)!
    expect(day).toMatchObject({ zone: 'Europe/Berlin', source: 'mapped' })
    expect(day.channels.get('heart_rate')![6 * 3600 + 60]).toBe(61)
    expect(day.channels.get('acc_x')![6 * 3600 + 600]).toBeCloseTo(0.01 * 9.80665, 6)
  })

  it('is refused as unknown while nobody has, its columns named', async () => {
    const { problems } = await read([table], [])
    expect(problems).toEqual([
      { file: table.path, code: 'unmapped_table', detail: { columns: 'when, pulse, ax, note' } },
    ])
  })

  it('may be Parquet', async () => {
    const parts: Uint8Array<ArrayBuffer>[] = []
    const writer = new ParquetWriter(
      [
        { name: 'when', kind: 'timestamp' },
        { name: 'pulse', kind: 'number' },
        { name: 'ax', kind: 'number' },
        { name: 'note', kind: 'text' },
      ],
      (part) => void parts.push(Uint8Array.from(part)),
    )
    const minutes = Float64Array.from({ length: 720 }, (_, i) => i)
    await writer.rowGroup([
      minutes.map((i) => Date.UTC(2024, 4, 1, 6) + 60_000 * i),
      minutes.map((i) => 60 + (i % 40)),
      minutes.map((i) => i / 1000),
      rows.map(() => 'x'),
    ])
    await writer.end()
    const { days, problems } = await read([{ path: 'export.parquet', blob: new Blob(parts) }])
    expect(problems).toEqual([])
    const same = (await read([table])).days.get(id)!
    expect(days.get(id)!.channels).toEqual(same.channels)
  })

  it('names cells that are none, and reads the rest', async () => {
    const hurt = text('a.csv', 'when,pulse,ax,note', 'soon,70,0,x', '2024-05-01 05:00:00,high,0,x', ...rows)
    const { days, problems } = await read([hurt])
    expect(problems.map(({ place }) => place)).toEqual(['line 2, column when', 'line 3, column pulse'])
    expect(days.has(id)).toBe(true)
  })

  it('may be damaged in any way', async () => {
    const bytes = new Uint8Array(await table.blob.arrayBuffer())
    const flips = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), flips, async (cut, of) => {
        const other = Uint8Array.from(bytes)
        for (const [at, byte] of of) other[at] = byte
        const { days, problems } = await read([{ path: 'a.csv', blob: new Blob([other.slice(0, cut)]) }])
        for (const { file, code } of problems) {
          expect(file).toBe('a.csv')
          expect(code).not.toBe('unreadable')
        }
        for (const day of days.values())
          for (const [channel, values] of day.channels) {
            const [low, high] = CHANNELS[channel].plausible
            expect(values.every((value) => value !== value || (value >= low && value <= high))).toBe(true)
          }
      }),
      { numRuns: 60 },
    )
  })
})

describe('the columns of a table', () => {
  it.each([
    ['a,b', ['a', 'b']],
    ['only one', []],
    ['1,2,3', []],
    ['a,a', []],
    ['time,\u0001', []],
  ])('of “%s” are %j', async (header, columns) => {
    expect(await columnsOf(text('x.csv', header, '1,2'))).toEqual(columns)
  })
})

describe('times', () => {
  it('may be UNIX seconds, milliseconds, or written with their distance from UTC', () => {
    const at = Date.UTC(2024, 4, 1, 6, 30)
    expect(timeReader('seconds', 'UTC')(String(at / 1000))).toBe(at)
    expect(timeReader('milliseconds', 'UTC')(at)).toBe(at)
    const written = timeReader('written', 'Asia/Seoul')
    expect(written('2024-05-01T06:30:00Z')).toBe(at)
    expect(written('2024-05-01 08:30:00+02:00')).toBe(at)
    expect(written('2024-05-01 15:30')).toBe(at)
    expect(written('2024-05-01 02:00:00.250 -0430')).toBe(at + 250)
    for (const none of ['', 'noon', '2024-05-01', '1e9']) expect(written(none)).toBeNaN()
    expect(timeReader('seconds', 'UTC')('')).toBeNaN()
    expect(timeReader('seconds', 'UTC')('12')).toBeNaN()
  })

  it('on a clock that is put back are the first, put forward none', () => {
    const berlin = timeReader('written', 'Europe/Berlin')
    expect(berlin('2024-10-27 02:30:00')).toBe(Date.UTC(2024, 9, 27, 0, 30))
    expect(berlin('2024-10-27 03:00:00')).toBe(Date.UTC(2024, 9, 27, 2))
    expect(berlin('2024-03-31 02:30:00')).toBeNaN()
    expect(berlin('2024-03-31 03:00:00')).toBe(Date.UTC(2024, 2, 31, 1))
  })
})

describe('units', () => {
  it('start with the channel’s own, as it is', () => {
    for (const channel of CHANNEL_IDS)
      expect(Object.entries(UNITS[channel])[0]).toEqual([CHANNELS[channel].unit, 1])
  })

  it('that a channel can’t be converted from are no mapping', () => {
    expect(v.is(MappingSchema, mapping)).toBe(true)
    const odd = { ...mapping, channels: [{ column: 'ax', channel: 'acc_x', unit: 'counts/s' }] }
    expect(v.is(MappingSchema, odd)).toBe(false)
  })
})
