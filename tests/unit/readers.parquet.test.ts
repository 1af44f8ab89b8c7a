import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHANNELS } from '../../src/lifelog/channels.ts'
import type { SourceFile } from '../../src/readers/reader.ts'
import { etriFiles } from '../fixtures/etri.ts'
import { fingerprints } from '../fixtures/fingerprint.ts'
import { ingested, type Ingested } from '../fixtures/ingested.ts'
import { tinyParquet } from '../fixtures/parquet.ts'

const small = /m_light|w_pedo|w_heart|m_activity/
const packed = etriFiles('etri-2024').filter(({ path }) => small.test(path))
/** The same, and more kinds of pages: unpacked with checksums, of the second kind, nested. */
const files = [...packed, ...etriFiles('etri-2024/other'), ...etriFiles('etri-2025').slice(0, 4)]
const checked = etriFiles('etri-2024/other').find(({ path }) => path.includes('m_light'))!

const bytesOf = async ({ blob }: SourceFile): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await blob.arrayBuffer())
const read = (path: string, bytes: BlobPart): Promise<Ingested> =>
  ingested([{ path, blob: new Blob([bytes]) }])

/** Whatever came in: values are plausible, and problems name the file and are no programmer's errors. */
function expectSound({ days, problems }: Ingested, path: string): void {
  expect(days.size).toBeLessThan(10)
  expect(problems.length).toBeLessThan(60)
  for (const { file, code, place, detail } of problems) {
    expect(file).toBe(path)
    if (code === 'damaged_parquet') expect(place).toMatch(/row group \d+|column/)
    expect(String(detail?.reason ?? '')).not.toMatch(/is not a function|undefined|not iterable|Invalid/)
    expect(code).not.toBe('unreadable')
  }
  for (const day of days.values())
    for (const [id, values] of day.channels) {
      const [low, high] = CHANNELS[id].plausible
      expect(values.every((value) => value !== value || (value >= low && value <= high))).toBe(true)
    }
}

/** Evenly spread, unlike fast-check's own doubles. */
const share = fc.nat(999_999).map((millionths) => millionths / 1e6)
const which = fc.nat(files.length - 1)

describe('a damaged table', { timeout: 60_000 }, () => {
  it('may be cut off anywhere, and says so', async () => {
    await fc.assert(
      fc.asyncProperty(which, share, async (at, of) => {
        const { path, blob } = files[at]!
        const result = await read(path, blob.slice(0, Math.floor(of * blob.size)))
        expectSound(result, path)
        expect(result.problems.length).toBe(1)
        expect(result.days.size).toBe(0)
      }),
      { numRuns: 150 },
    )
  })

  it('may have other bytes anywhere', async () => {
    const flips = fc.array(fc.tuple(share, fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(which, flips, async (at, of) => {
        const bytes = await bytesOf(files[at]!)
        for (const [place, change] of of) bytes[Math.floor(place * bytes.length)]! ^= change
        expectSound(await read(files[at]!.path, bytes), files[at]!.path)
      }),
      { numRuns: 200 },
    )
  })

  it('may have other bytes in its footer', async () => {
    await fc.assert(
      fc.asyncProperty(which, fc.nat(3000), fc.integer({ min: 1, max: 255 }), async (at, back, change) => {
        const bytes = await bytesOf(files[at]!)
        bytes[Math.max(4, bytes.length - 1 - back)]! ^= change
        expectSound(await read(files[at]!.path, bytes), files[at]!.path)
      }),
      { numRuns: 300 },
    )
  })

  it('reports every flip in a page with a checksum', async () => {
    const bytes = await bytesOf(checked)
    // The columns' pages end where the footer starts; before it stand no more than their headers without one.
    const footer = new DataView(bytes.buffer).getUint32(bytes.length - 8, true)
    const pages = bytes.length - 8 - footer
    const clean = fingerprints((await read(checked.path, bytes)).days)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 4, max: pages - 1 }), fc.nat(7), async (at, bit) => {
        const hurt = Uint8Array.from(bytes)
        hurt[at]! ^= 1 << bit
        const { problems, days } = await read(checked.path, hurt)
        if (problems.length > 0) return
        // Bytes that no one reads, such as the fourth column's: then nothing of the days may differ.
        expect(fingerprints(days)).toEqual(clean)
      }),
      { numRuns: 150 },
    )
  })

  it('keeps what came before the damage, and the other tables', async () => {
    const heart = etriFiles('etri-2024/other').find(({ path }) => path.includes('w_heart_rate'))!
    const bytes = await bytesOf(heart)
    bytes.fill(0xff, bytes.length * 0.4, bytes.length * 0.5)
    const light = packed.find(({ path }) => path.includes('m_light'))!
    const { days, problems } = await ingested([{ path: heart.path, blob: new Blob([bytes]) }, light])
    expect(problems.length).toBeGreaterThan(0)
    expect(new Set(problems.map(({ code, file }) => `${code} ${file}`))).toEqual(
      new Set([`damaged_parquet ${heart.path}`]),
    )
    expect([...days.values()].every((day) => day.channels.has('light'))).toBe(true)
    expect([...days.values()].some((day) => day.channels.has('heart_rate'))).toBe(true)
  })
})

describe('a table that can no longer be read', () => {
  it('is named, and the others are read', async () => {
    const [heart, light] = ['w_heart', 'm_light'].map((name) =>
      packed.find(({ path }) => path.includes(name))!,
    )
    const gone = new Blob([await heart!.blob.arrayBuffer()])
    let slices = 0
    const slice = gone.slice.bind(gone)
    // The disk is pulled out once the file was recognised.
    gone.slice = (...range) => {
      if (slices++ > 6) throw new DOMException('The disk is gone', 'NotReadableError')
      return slice(...range)
    }
    const { days, problems } = await ingested([{ path: heart!.path, blob: gone }, light!])
    expect(problems).toEqual([
      { file: heart!.path, code: 'unreadable', detail: { reason: 'The disk is gone' } },
    ])
    expect(days.size).toBeGreaterThan(0)
    for (const day of days.values()) expect(day.channels.has('light')).toBe(true)
  })
})

describe('a whole table that is not what its name says', () => {
  it('names the columns that it has and those it lacks', async () => {
    const heart = packed.find(({ path }) => path.includes('w_heart_rate'))!
    const { problems, days } = await ingested([{ ...heart, path: 'ch2024_val__m_gps.parquet.gzip' }])
    expect(days.size).toBe(0)
    expect(problems).toEqual([
      {
        file: 'ch2024_val__m_gps.parquet.gzip',
        code: 'parquet_lacks',
        detail: {
          missing: 'altitude, latitude, longitude, speed',
          columns: 'subject_id, timestamp, heart_rate, __index_level_0__',
        },
      },
    ])
  })

  it('has no rows', async () => {
    const { problems } = await read(
      'ch2025_mLight.parquet',
      tinyParquet(['subject_id', 'timestamp', 'm_light']),
    )
    expect(problems).toMatchObject([
      { code: 'parquet_lacks', detail: { missing: 'timestamp', columns: 'subject_id, timestamp, m_light' } },
    ])
  })
})
