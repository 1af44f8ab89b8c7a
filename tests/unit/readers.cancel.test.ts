import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Day } from '../../src/lifelog/day.ts'
import { ingest } from '../../src/readers/ingest.ts'
import type { SourceFile } from '../../src/readers/reader.ts'
import { MIDNIGHT, session } from '../fixtures/etri-2020.ts'
import { etriFiles } from '../fixtures/etri.ts'
import { fingerprints } from '../fixtures/fingerprint.ts'
import { ingested } from '../fixtures/ingested.ts'
import { mmashFolder } from '../fixtures/mmash.ts'

const files: readonly SourceFile[] = [
  ...mmashFolder('user_7', { every: 600 }),
  ...etriFiles('etri-2024'),
  ...etriFiles('etri-2024/long').map((file) => ({ ...file, path: `long/${file.path}` })),
  ...session('user01', { start: MIDNIGHT + 13 * 3600, minutes: 22 * 60, every: 120 }),
]

/** Reads until `events` have come; what happens then is the end of the tab, or the cancel button. */
async function interrupted(events: number, how: 'abort' | 'close'): Promise<Map<string, Day>> {
  const kept = new Map<string, Day>()
  const stop = new AbortController()
  const existing = (id: string): Promise<Day | undefined> => Promise.resolve(kept.get(id))
  let count = 0
  for await (const event of ingest(files, { zone: 'UTC', signal: stop.signal, existing })) {
    if (event.kind === 'day') kept.set(event.day.id, event.day)
    if (++count < events) continue
    if (how === 'close') break
    stop.abort()
  }
  return kept
}

describe('reading that is broken off', { timeout: 120_000 }, () => {
  it('keeps what was complete, and the same drop again completes the rest', async () => {
    const whole = fingerprints((await ingested(files, new Map(), { dayStart: undefined })).days)
    expect(whole.length).toBeGreaterThan(12)
    const how = fc.constantFrom('abort' as const, 'close' as const)
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 80 }), how, async (events, by) => {
        const kept = await interrupted(events, by)
        for (const one of fingerprints(kept)) expect(whole).toContainEqual(one)
        await ingested(files, kept, { dayStart: undefined })
        expect(fingerprints(kept)).toEqual(whole)
      }),
      { numRuns: 6 },
    )
  })

  it('ends within half a second', async () => {
    const table = etriFiles('etri-2024').find(({ path }) => path.includes('m_gps'))!
    const stop = new AbortController()
    const started = performance.now()
    setTimeout(() => stop.abort(), 20)
    const options = { zone: 'UTC', signal: stop.signal, existing: () => Promise.resolve(undefined) }
    for (let k = 0; !stop.signal.aborted; k++)
      for await (const event of ingest([table], options)) expect(event.kind).not.toBe('problem')
    expect(performance.now() - started).toBeLessThan(500)
  })

  it('is heard while a stream’s next piece is always there already', async () => {
    const stop = new AbortController()
    const options = { zone: 'UTC', signal: stop.signal, existing: () => Promise.resolve(undefined) }
    setTimeout(() => stop.abort(), 100)
    const started = performance.now()
    let read = 0
    for await (const event of ingest([{ path: 'export.xml', blob: new AtHand(2e9) }], options))
      if (event.kind === 'progress') read = event.bytesDone
    expect(read).toBeGreaterThan(0)
    expect(performance.now() - started).toBeLessThan(600)
  })
})

/** An export so large, of which nothing has to be waited for. */
class AtHand extends Blob {
  readonly #size: number
  constructor(size: number) {
    super([])
    this.#size = size
  }
  override get size(): number {
    return this.#size
  }
  override slice(from = 0, to = this.#size): Blob {
    return new Blob([HEAD]).slice(from, to)
  }
  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    let left = this.#size
    const block = new TextEncoder().encode(RECORD.repeat(100))
    return new ReadableStream({
      start: (to) => to.enqueue(new TextEncoder().encode(HEAD)),
      pull(to) {
        to.enqueue(block.slice())
        left -= block.length
        if (left <= 0) to.close()
      },
    })
  }
}
const HEAD = '<HealthData>'
const RECORD =
  '<Record type="HKQuantityTypeIdentifierHeartRate" unit="count/min" startDate="2024-01-01 10:00:00 +0000" endDate="2024-01-01 10:00:00 +0000" value="61"/>\n'
