import fc from 'fast-check'
import { strToU8, zipSync, type Zippable } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { SourceFile } from '../../src/readers/reader.ts'
import { openZips } from '../../src/readers/zip/open.ts'
import { etriFiles } from '../fixtures/etri.ts'
import { fingerprints } from '../fixtures/fingerprint.ts'
import { ingested } from '../fixtures/ingested.ts'
import { mmashFolder } from '../fixtures/mmash.ts'

const folder = mmashFolder('user_7', { every: 600 })
const tables = etriFiles('etri-2024')
const { signal } = new AbortController()

async function zipped(path: string, files: readonly SourceFile[], level: 0 | 6 = 6): Promise<SourceFile> {
  const inside: Zippable = {}
  for (const { path: name, blob } of files)
    inside[name] = [new Uint8Array(await blob.arrayBuffer()), { level }]
  return { path, blob: new Blob([zipSync(inside)]) }
}

describe('a zip', () => {
  it.each([0, 6] as const)('gives the days of the files in it, packed at level %i', async (level) => {
    const plain = await ingested([...folder, ...tables])
    const { days, problems } = await ingested([
      await zipped('drop/people.zip', folder, level),
      await zipped('tables.zip', tables, level),
    ])
    expect(problems).toEqual(plain.problems)
    expect(fingerprints(days)).toEqual(fingerprints(plain.days))
  })

  it('is a folder of its own name', async () => {
    const flat = folder.map(({ path, blob }) => ({ path: path.slice('user_7/'.length), blob }))
    const { days } = await ingested([await zipped('user_7.zip', flat)])
    expect(fingerprints(days)).toEqual(fingerprints((await ingested(folder)).days))
  })

  it('may have zips in it, and what systems leave in folders', async () => {
    const litter = { path: '__MACOSX/._user_7', blob: new Blob(['x']) }
    const inner = await zipped('all/inner.zip', [...folder, litter])
    const { days, problems } = await ingested([await zipped('outer.zip', [inner])])
    expect(problems).toEqual([])
    expect(fingerprints(days)).toEqual(fingerprints((await ingested(folder)).days))
  })

  it('beside its own files adds nothing', async () => {
    const { days, problems } = await ingested([...folder, await zipped('again.zip', folder)])
    expect(fingerprints(days)).toEqual(fingerprints((await ingested(folder)).days))
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['duplicate_file']))
  })

  it('without files says so', async () => {
    const { problems } = await ingested([await zipped('none.zip', [])])
    expect(problems).toEqual([{ file: 'none.zip', code: 'empty_folder' }])
  })

  it('that is locked says so', async () => {
    const { blob } = await zipped('locked.zip', folder)
    const bytes = new Uint8Array(await blob.arrayBuffer())
    // The lowest bit of the flags: in the local headers and in the table of contents.
    const view = new DataView(bytes.buffer)
    for (let i = 0; i + 4 < bytes.length; i++) {
      if (view.getUint32(i, true) === 0x04034b50) bytes[i + 6]! |= 1
      if (view.getUint32(i, true) === 0x02014b50) bytes[i + 8]! |= 1
    }
    const { problems } = await ingested([{ path: 'locked.zip', blob: new Blob([bytes]) }])
    expect(problems.map(({ code }) => code)).toEqual(Array(4).fill('zip_locked'))
  })
})

describe('a file in a zip', () => {
  const content = Uint8Array.from({ length: 30_000 }, (_, i) => (i * i) >> 3)

  it.each([0, 6] as const)('is read in any parts, packed at level %i', async (level) => {
    const zip = await zipped('a.zip', [{ path: 'b', blob: new Blob([content]) }], level)
    const blob = (await openZips([zip], signal)).files[0]!.blob
    expect(blob.size).toBe(content.length)
    const place = fc.integer({ min: -content.length - 5, max: content.length + 5 })
    await fc.assert(
      fc.asyncProperty(place, place, async (from, to) => {
        const part = blob.slice(from, to)
        const wanted = content.slice(from, to)
        expect(part.size).toBe(wanted.length)
        expect(Buffer.compare(new Uint8Array(await part.arrayBuffer()), wanted)).toBe(0)
      }),
      { numRuns: 40 },
    )
    expect(Buffer.compare(new Uint8Array(await blob.arrayBuffer()), content)).toBe(0)
  })

  it('is text', async () => {
    const zip = await zipped('a.zip', [{ path: 'b', blob: new Blob([strToU8('déjà vu')]) }])
    const blob = (await openZips([zip], signal)).files[0]!.blob
    expect(await blob.text()).toBe('déjà vu')
    expect(await blob.slice(0, 1).text()).toBe('d')
  })
})

describe('a damaged zip', () => {
  it.each([0, 6] as const)(
    'reports every flip of what is packed, at level %i',
    { timeout: 60_000 },
    async (level) => {
      const zip = await zipped('people.zip', folder, level)
      const bytes = new Uint8Array(await zip.blob.arrayBuffer())
      const clean = fingerprints((await ingested([zip])).days)
      expect(clean).not.toEqual([])
      await fc.assert(
        fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
          const hurt = Uint8Array.from(bytes)
          hurt[at]! ^= 1 << bit
          const { days, problems } = await ingested([{ path: 'people.zip', blob: new Blob([hurt]) }])
          for (const { code } of problems) expect(code).not.toBe('other')
          // Dates and attributes of files are nobody's business, and neither is a file that no one reads.
          if (problems.length === 0) expect(fingerprints(days)).toEqual(clean)
        }),
        { numRuns: 70 },
      )
    },
  )

  it('may be cut off anywhere, and says so', { timeout: 60_000 }, async () => {
    const zip = await zipped('people.zip', [...folder, tables.find(({ path }) => path.includes('w_heart'))!])
    await fc.assert(
      fc.asyncProperty(fc.nat(zip.blob.size - 1), async (length) => {
        const { days, problems } = await ingested([{ path: 'people.zip', blob: zip.blob.slice(0, length) }])
        expect(days.size).toBe(0)
        expect(problems.length).toBe(1)
        expect(['zip_damaged', 'empty_file', 'unknown_format']).toContain(problems[0]!.code)
      }),
      { numRuns: 60 },
    )
  })
})
