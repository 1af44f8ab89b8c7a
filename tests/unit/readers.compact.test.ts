import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import type { SourceFile } from '../../src/readers/reader.ts'
import { Damaged, decode } from '../../src/readers/compact/decode.ts'
import { encode, type Recording } from '../../src/readers/compact/encode.ts'
import { Manifest } from '../../src/readers/compact/manifest.ts'
import { recordingsOf } from '../../src/readers/compact/record.ts'
import { mmash } from '../../src/readers/mmash/reader.ts'
import { fingerprints } from '../fixtures/fingerprint.ts'
import { firstDay, ingested } from '../fixtures/ingested.ts'
import { mmashFolder } from '../fixtures/mmash.ts'

const credit = { title: 't', authors: 'a', doi: 'd', licence: 'l', licenceUrl: 'u', changes: 'c' }
const file = (bytes: Uint8Array, path = 'x.bin'): SourceFile => ({
  path,
  blob: new Blob([Uint8Array.from(bytes)]),
})

async function packed(folder: readonly SourceFile[]): Promise<Uint8Array[]> {
  const files = []
  for await (const { recording } of recordingsOf(mmash, folder, credit)) files.push(encode(recording))
  return files
}

describe('a compact recording', () => {
  it('gives the same day as the folder it was made from, bit for bit', async () => {
    const folder = mmashFolder('user_3', { every: 1, secondDay: -29 })
    const [bytes] = await packed(folder)
    for (const dayStart of ['noon', 'midnight'] as const) {
      const raw = await ingested(folder, new Map(), { dayStart })
      const compact = await ingested([file(bytes!)], new Map(), { dayStart })
      expect(compact.problems).toEqual([])
      expect(compact.days.size).toBe(dayStart === 'noon' ? 1 : 2)
      expect(fingerprints(compact.days)).toEqual(fingerprints(raw.days))
      expect(compact.tooShort).toEqual(raw.tooShort)
    }
  })

  it('holds any times in whole milliseconds and any values', () => {
    const value = fc.oneof(fc.integer({ min: -300, max: 300 }), fc.float({ noNaN: true }))
    const sample = fc.tuple(fc.integer({ min: -1e12, max: 2e12 }), value)
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 50 }), (samples) => {
        const times = samples.map(([time]) => time)
        const values = samples.map(([, of]) => Math.fround(of))
        const channel = { channel: 'altitude', unit: 'm', times, values } as const
        const head = { participant: 'p', zone: 'UTC', dateKnown: true, source: 's', credit, measures: [] }
        const recording: Recording = { ...head, channels: [channel, { ...channel, channel: 'latitude' }] }
        const { header, samples: read } = decode(encode(recording))
        expect(header.clocks.length).toBe(1)
        for (const of of read) {
          expect([...of.times]).toEqual(times.map((t) => t + 0))
          expect(of.values).toEqual(
            Float32Array.from(values, (x) => (Object.is(x, -0) && values.every(Number.isInteger) ? 0 : x)),
          )
        }
      }),
    )
  })

  it('is refused when a byte is changed or missing', async () => {
    const [bytes] = await packed(mmashFolder('user_3'))
    const damage = fc.oneof(
      fc.record({ at: fc.nat(bytes!.length - 1), flip: fc.integer({ min: 1, max: 255 }) }),
      fc.record({ cut: fc.nat(bytes!.length - 1) }),
    )
    fc.assert(
      fc.property(damage, (how) => {
        const hurt = 'cut' in how ? bytes!.slice(0, how.cut) : bytes!.slice()
        if ('at' in how) hurt[how.at]! ^= how.flip
        expect(() => decode(hurt)).toThrow(Damaged)
      }),
    )
  })

  it('says why it was refused', async () => {
    const [bytes] = await packed(mmashFolder('user_3'))
    const { problems } = await ingested([file(bytes!.slice(0, -1))])
    expect(problems).toEqual([
      { file: 'x.bin', code: 'unreadable', detail: { reason: 'Its checksum does not match' } },
    ])
  })
})

describe('the sample recordings', () => {
  const folder = new URL('../../public/samples/', import.meta.url)
  const manifest = v.parse(Manifest, JSON.parse(readFileSync(new URL('index.json', folder), 'utf8')))

  it('are listed with their sizes and carry their credit', () => {
    expect(manifest.recordings.length).toBe(17)
    expect(manifest.credit.doi).toBe('10.13026/cerq-fc86')
    let total = 0
    for (const recording of manifest.recordings) {
      const bytes = readFileSync(new URL(recording.file, folder))
      expect(bytes.length).toBe(recording.bytes)
      total += bytes.length
      const { header } = decode(bytes)
      expect(header.participant).toBe(recording.participant)
      expect(header.credit).toEqual(manifest.credit)
    }
    expect(total).toBeLessThan(6e6)
    expect(readdirSync(folder).length).toBe(19)
  })

  it('are seventeen noon days that start on day 1', async () => {
    const files = manifest.recordings.map((recording) =>
      file(readFileSync(new URL(recording.file, folder)), recording.file),
    )
    const { days, problems, tooShort } = await ingested(files)
    expect(problems).toEqual([])
    expect([...days.keys()].sort()).toEqual(manifest.recordings.map((r) => firstDay(r.participant)).sort())
    expect(tooShort.every((id) => id.endsWith('/1969-12-31/noon'))).toBe(true)
    for (const day of days.values()) {
      expect(day.coverage.size).toBe(6)
      for (const { before, after } of day.coverage.values()) {
        expect(before).toBeGreaterThan(0.55)
        expect(after).toBeGreaterThan(0.7)
      }
    }
    const measured = [...days.values()].filter((day) => day.measures.totalSleepTime !== undefined)
    expect(measured.length).toBe(16)
    expect(days.get(firstDay('user_11'))!.measures).toEqual({
      pittsburgh: 7,
      affectBalance: 17,
      dailyStress: 17,
    })
    expect(days.get(firstDay('user_1'))!.measures).toMatchObject({
      totalSleepTime: 340,
      wakeAfterSleepOnset: 64,
    })
  })
})
