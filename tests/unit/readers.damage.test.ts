import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MMASH_RULES, labelsOf } from '../../src/lifelog/labels.ts'
import { CHANNELS } from '../../src/lifelog/channels.ts'
import type { SourceFile } from '../../src/readers/reader.ts'
import { fingerprints } from '../fixtures/fingerprint.ts'
import { firstDay, ingested, type Ingested } from '../fixtures/ingested.ts'
import { ACTIGRAPH_HEADER, actigraphRows, mmashFolder, text } from '../fixtures/mmash.ts'

/** A short recording, so that many damages can be tried: a sample every ten minutes. */
const folder = mmashFolder('user_7', { every: 600 })
const bytesOf = async (file: SourceFile): Promise<Uint8Array> => new Uint8Array(await file.blob.arrayBuffer())

/** Whatever came in, what comes out is sound and bounded. */
function expectSound({ days, problems }: Ingested): void {
  expect(days.size).toBeLessThan(10)
  expect(problems.length).toBeLessThan(60)
  for (const day of days.values()) {
    for (const [id, values] of day.channels) {
      const [low, high] = CHANNELS[id].plausible
      expect(values.length).toBe(86_400)
      expect(values.every((value) => value !== value || (value >= low && value <= high))).toBe(true)
    }
    for (const { before, after } of day.coverage.values()) expect(after).toBeGreaterThanOrEqual(before)
    expect(Object.values(day.measures).every(Number.isFinite)).toBe(true)
    expect(labelsOf(day.measures, MMASH_RULES, new Map()).length).toBe(7)
  }
}

describe('a damaged file among good ones', () => {
  const which = fc.nat(2)

  it('may be cut off anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(which, fc.double({ min: 0, max: 1, noNaN: true }), async (at, share) => {
        const { path, blob } = folder[at]!
        const cut = { path, blob: blob.slice(0, Math.floor(share * blob.size)) }
        expectSound(await ingested(folder.with(at, cut)))
      }),
      { numRuns: 40 },
    )
  })

  it('may have bytes of any kind in it', async () => {
    const flips = fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(255)), {
      minLength: 1,
      maxLength: 30,
    })
    await fc.assert(
      fc.asyncProperty(which, flips, async (at, of) => {
        const bytes = await bytesOf(folder[at]!)
        for (const [share, byte] of of) bytes[Math.floor(share * bytes.length)] = byte
        const hurt = { path: folder[at]!.path, blob: new Blob([Uint8Array.from(bytes)]) }
        expectSound(await ingested(folder.with(at, hurt)))
      }),
      { numRuns: 40 },
    )
  })

  it('may be something else altogether', async () => {
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 3000 }).map((bytes) => Uint8Array.from(bytes)),
      fc.string({ maxLength: 3000 }),
      fc.string({ maxLength: 300 }).map((rest) => `${ACTIGRAPH_HEADER}\n${rest}`),
    )
    await fc.assert(
      fc.asyncProperty(which, content, async (at, of) => {
        expectSound(await ingested(folder.with(at, { path: folder[at]!.path, blob: new Blob([of]) })))
      }),
      { numRuns: 40 },
    )
  })

  it('may have its rows in any order', async () => {
    const rows = actigraphRows({ every: 600 })
    const usual = fingerprints((await ingested(folder)).days)
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(rows, { minLength: rows.length }), async (shuffled) => {
        const file = text('user_7/Actigraph.csv', ACTIGRAPH_HEADER, ...shuffled)
        const { days, problems } = await ingested(folder.with(0, file))
        expect(problems).toEqual([])
        expect(fingerprints(days)).toEqual(usual)
      }),
      { numRuns: 15 },
    )
  })

  it('may have its columns swapped', async () => {
    const rows = actigraphRows({ every: 600 }).map((row) => row.split(','))
    const header = ACTIGRAPH_HEADER.split(',')
    const columns = header.map((_, i) => i)
    const order = fc.shuffledSubarray(columns, { minLength: columns.length })
    await fc.assert(
      fc.asyncProperty(order, fc.boolean(), async (places, namesToo) => {
        const swapped = (row: readonly string[]): string => places.map((at) => row[at]).join(',')
        const names = namesToo ? swapped(header) : ACTIGRAPH_HEADER
        const file = text('user_7/Actigraph.csv', names, ...rows.map(swapped))
        const result = await ingested(folder.with(0, file))
        expectSound(result)
        // Columns go by their names, wherever they stand.
        if (namesToo) expect(result.problems).toEqual([])
      }),
      { numRuns: 30 },
    )
  })

  it('without line ends does not fill the memory', async () => {
    const endless = new Blob([`${ACTIGRAPH_HEADER}\n`, ...Array<string>(40).fill('1'.repeat(100_000))])
    const result = await ingested(folder.with(0, { path: 'user_7/Actigraph.csv', blob: endless }))
    expectSound(result)
    expect(result.problems).toMatchObject([{ file: 'user_7/Actigraph.csv', code: 'unreadable' }])
  })
})

describe('cancelling', () => {
  it('ends a read that hangs, within half a second', async () => {
    const hanging = new Blob([`${ACTIGRAPH_HEADER}\n`])
    hanging.stream = () =>
      new ReadableStream<Uint8Array<ArrayBuffer>>({ pull: () => new Promise(() => undefined) })
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 50)
    const started = performance.now()
    const { days } = await ingested(
      [...mmashFolder('user_1', { every: 600 }), { path: 'user_2/Actigraph.csv', blob: hanging }],
      new Map(),
      { signal: controller.signal },
    )
    expect(performance.now() - started).toBeLessThan(550)
    expect([...days.keys()]).toEqual([firstDay('user_1')])
  })

  it('keeps the days that were finished', async () => {
    const controller = new AbortController()
    const kept = new Map()
    const people = ['user_1', 'user_2', 'user_3'].flatMap((name, seed) => mmashFolder(name, { seed }))
    const existing = (id: string) => {
      if (id.startsWith('user_2')) controller.abort()
      return Promise.resolve(kept.get(id))
    }
    await ingested(people, kept, { signal: controller.signal, existing })
    expect([...kept.keys()]).toContain(firstDay('user_1'))
    expect([...kept.keys()]).not.toContain(firstDay('user_3'))
  })
})
