import process from 'node:process'
import { deflateSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import type { SourceFile } from '../../src/readers/reader.ts'
import { openZips } from '../../src/readers/zip/open.ts'
import { Budget, ZipBomb } from '../../src/readers/zip/budget.ts'
import { DamagedEntry } from '../../src/readers/zip/zipped-file.ts'
import { crc32 } from '../../src/readers/compact/crc32.ts'
import { ingested } from '../fixtures/ingested.ts'
import { madeZip, stored, type MadeEntry } from '../fixtures/zip.ts'

const { signal } = new AbortController()
const file = (path: string, bytes: Uint8Array<ArrayBuffer>): SourceFile => ({ path, blob: new Blob([bytes]) })
const opened = (bytes: Uint8Array<ArrayBuffer>) => openZips([file('a.zip', bytes)], signal)

const ZEROS = new Uint8Array(50e6)
const PACKED = deflateSync(ZEROS, { level: 9 })
const CRC = crc32(ZEROS)
/** Fifty megabytes in fifty kilobytes. */
const zeros = (name: string): MadeEntry => ({
  name,
  packed: PACKED,
  method: 8,
  crc: CRC,
  size: ZEROS.length,
})
const repacked = (name: string, bytes: Uint8Array): MadeEntry => ({
  name,
  packed: deflateSync(bytes),
  method: 8,
  crc: crc32(bytes),
  size: bytes.length,
})

describe('a zip bomb', () => {
  it('that says so itself is refused, with what it would take', async () => {
    const large = { ...zeros('x.csv'), size: 4e9 }
    const { files, problems } = await opened(madeZip([large]))
    expect(files).toEqual([])
    expect(problems).toEqual([
      { file: 'a.zip', code: 'zip_bomb', detail: { packed: 1, megabytes: 4000, files: 1 } },
    ])
  })

  it('of files that lie over each other is refused', async () => {
    const many = Array.from({ length: 200 }, (_, i) => zeros(`${i}.csv`))
    expect((await opened(madeZip(many, true))).problems[0]).toMatchObject({ code: 'zip_bomb' })
    // Few enough for the size alone to pass.
    const two = [0, 1].map((i) => stored(`${i}.csv`, new Uint8Array(1000).fill(65)))
    expect((await opened(madeZip(two, true))).problems[0]).toMatchObject({ code: 'zip_bomb' })
  })

  it('of zips that multiply is refused, in little time and memory', async () => {
    const inner = madeZip([zeros('x.csv'), zeros('y.csv')])
    const middle = madeZip(Array.from({ length: 100 }, (_, i) => repacked(`${i}.zip`, inner)))
    const outer = madeZip(Array.from({ length: 100 }, (_, i) => repacked(`${i}.zip`, middle)))
    const before = process.memoryUsage().arrayBuffers
    const started = performance.now()
    const { files, problems } = await opened(outer)
    expect(files).toEqual([])
    expect(problems).toMatchObject([{ file: 'a.zip', code: 'zip_bomb' }])
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(500e6)
  })

  it('that unpacks to more than it says is stopped there', async () => {
    const lies = { ...zeros('x.csv'), size: 1000 }
    const { files } = await opened(madeZip([lies]))
    const before = process.memoryUsage().arrayBuffers
    await expect(files[0]!.blob.arrayBuffer()).rejects.toThrow(DamagedEntry)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40e6)
    const short = { ...stored('x.csv', new Uint8Array(100).fill(65)), method: 8 as const }
    const packed = deflateSync(new Uint8Array(100).fill(65))
    const blob = (await opened(madeZip([{ ...short, packed, size: 5000 }]))).files[0]!.blob
    await expect(blob.arrayBuffer()).rejects.toThrow(DamagedEntry)
  })

  it('beside other files takes none of them along', async () => {
    const bomb = file('bomb.zip', madeZip([{ ...zeros('x.csv'), size: 4e9 }]))
    const { problems } = await ingested([bomb, { path: 'notes.txt', blob: new Blob(['hello']) }])
    expect(problems.map(({ code }) => code)).toEqual(['zip_bomb', 'unknown_format'])
  })
})

describe('what is no bomb', () => {
  it('is an export of gigabytes, packed twenty to one', async () => {
    const packed = new Uint8Array(4e6)
    const export4 = {
      name: 'apple_health_export/export.xml',
      packed,
      method: 8 as const,
      crc: 0,
      size: 4e9 - 1,
    }
    const { files, problems } = await opened(madeZip([export4]))
    expect(problems).toEqual([])
    expect(files[0]!.blob.size).toBe(4e9 - 1)
  })

  it('is one of zips in zips, each as large as what is in it', async () => {
    const noise = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i * 31 + (i >> 3)) & 255)
    const inner = madeZip([stored('x.bin', noise)])
    const { files, problems } = await opened(
      madeZip([repacked('b.zip', madeZip([repacked('c.zip', inner)]))]),
    )
    expect(problems).toEqual([])
    expect(files.map(({ path }) => path)).toEqual(['a/b/c/x.bin'])
  })

  it('is a hundred thousand small files, in bounded time', { timeout: 120_000 }, async () => {
    const byte = stored('x', new TextEncoder().encode('1'))
    const many = Array.from({ length: 100_000 }, (_, i) => ({ ...byte, name: `f/${i}.txt` }))
    const started = performance.now()
    const { files, problems } = await opened(madeZip(many))
    expect(problems).toEqual([])
    expect(files.length).toBe(100_000)
    expect(performance.now() - started).toBeLessThan(30_000)
  })

  it('is not a million of them', () => {
    const budget = new Budget(1e9)
    const million = (): void => {
      for (let i = 0; i < 1e6; i++) budget.take(1, false)
    }
    expect(million).toThrow(ZipBomb)
  })
})
