import { describe, expect, it } from 'vitest'
import { Ingest, type IngestTools } from '../../src/views/ingest/ingest.svelte.ts'
import { SYNCHRONISERS } from '../../src/synchronise/preset.ts'
import { fillingName, fillingWhy, GAPS, gapWords } from '../../src/views/ingest/gaps.ts'
import { remarks } from '../../src/views/ingest/remarks.ts'
import type { IngestReport } from '../../workers/ingest-api.ts'

const report = (more: Partial<IngestReport>): IngestReport => ({
  days: [],
  problems: [],
  notices: [],
  tooShort: [],
  cancelled: false,
  ...more,
})
const day = { id: 'a/1970-01-01/noon' } as IngestReport['days'][number]
const file = { path: 'a/b.csv', file: new File(['x'], 'b.csv') }

function tools(more: Partial<IngestTools>): IngestTools & { calls: string[] } {
  const calls: string[] = []
  return {
    calls,
    ingest: () => Promise.resolve(report({})),
    samples: () => Promise.resolve(report({})),
    simulate: () => Promise.resolve(report({ days: [day] })),
    cancel: () => void calls.push('cancel'),
    render: (ids) => Promise.resolve(void calls.push(`render ${ids.join()}`)),
    cancelDrawing: () => void calls.push('cancelDrawing'),
    storedIds: () => Promise.resolve(['old', day.id]),
    changed: () => Promise.resolve(void calls.push('changed')),
    ...more,
  }
}

describe('reading files', () => {
  it('draws all stored days without a picture once new days are in', async () => {
    const given = tools({ samples: () => Promise.resolve(report({ days: [day] })) })
    const ingest = new Ingest(given)
    expect(await ingest.samples()).toBe(true)
    expect(given.calls).toEqual(['changed', `render old,${day.id}`, 'changed'])
    expect(ingest.state).toMatchObject({ kind: 'done', days: 1 })
  })

  it('draws what an earlier visit left, without reading', async () => {
    const given = tools({
      render: (ids, onProgress) => {
        given.calls.push(`render ${ids.join()}`)
        onProgress(1, 2)
        expect(ingest.state).toMatchObject({ kind: 'drawing', done: 1, total: 2 })
        return Promise.resolve()
      },
    })
    const ingest = new Ingest(given)
    await ingest.drawMissing()
    expect(given.calls).toEqual([`render old,${day.id}`, 'changed'])
    expect(ingest.state).toEqual({ kind: 'idle' })
  })

  it('can be stopped while it draws, and goes on later', async () => {
    let stop = (): void => undefined
    let drawn = 1
    const given = tools({
      samples: () => Promise.resolve(report({ days: [day] })),
      render: (_, onProgress) =>
        new Promise((done) => {
          onProgress(drawn, 3)
          stop = done
        }),
      cancelDrawing: () => stop(),
    })
    const ingest = new Ingest(given)
    const reading = ingest.samples()
    await new Promise((later) => setTimeout(later))
    expect(ingest.state).toMatchObject({ kind: 'drawing', done: 1, total: 3, cancelling: false })
    ingest.cancel()
    expect(await reading).toBe(true)
    expect(ingest.state).toMatchObject({ kind: 'done', days: 1, cancelled: true, undrawn: 2 })
    drawn = 3
    const rest = ingest.drawRest()
    await new Promise((later) => setTimeout(later))
    stop()
    await rest
    expect(ingest.state).toMatchObject({ kind: 'done', cancelled: false, undrawn: 0 })
  })

  it('tells what was refused and draws nothing where there is no new day', async () => {
    const problems = [{ file: 'b.csv', code: 'unknown_format' as const }]
    const given = tools({ ingest: () => Promise.resolve(report({ problems })) })
    const ingest = new Ingest(given)
    expect(await ingest.files([file], '')).toBe(false)
    expect(ingest.state).toMatchObject({ kind: 'done', days: 0, problems })
    expect(given.calls).toEqual(['changed'])
  })

  it('has nothing more to say only where there is nothing to know', async () => {
    const said = async (more: Partial<IngestReport>): Promise<boolean> => {
      const ingest = new Ingest(tools({ ingest: () => Promise.resolve(report({ days: [day], ...more })) }))
      await ingest.files([file], '')
      return ingest.saysNothing
    }
    const notice = { file: 'val_label.csv', code: 'etri_2024_labels' as const }
    const short = {
      id: 'a/2024-01-01/noon',
      participant: 'a',
      date: '2024-01-01',
      dateKnown: true,
      share: 0.1,
    }
    expect(await said({})).toBe(true)
    expect(await said({ notices: [notice] })).toBe(false)
    expect(await said({ tooShort: [short] })).toBe(false)
    expect(await said({ cancelled: true })).toBe(false)
    expect(remarks([notice, notice], [short])).toEqual([
      expect.stringContaining('1 for high stress'),
      expect.stringMatching(/^a, .*2024.*10\s?%.*20\s?%/),
    ])
    const many = Array.from({ length: 30 }, (_, i) => ({ ...short, participant: `p${i}` }))
    expect(remarks([], many)).toHaveLength(21)
  })

  it('names an empty folder without asking the worker', async () => {
    const ingest = new Ingest(tools({ ingest: () => Promise.reject(new Error('must not be called')) }))
    expect(await ingest.files([], 'holiday')).toBe(false)
    expect(ingest.state).toMatchObject({ problems: [{ file: 'holiday', code: 'empty_folder' }] })
  })

  it('passes the zone and the day on, shows progress, and cancels', async () => {
    let finish: (report: IngestReport) => void = () => undefined
    let asked: unknown
    const given = tools({
      ingest: (_files, options, onProgress) => {
        asked = options
        onProgress({ file: 'b.csv', bytesDone: 1, bytesTotal: 2, daysDone: 0 })
        return new Promise((done) => (finish = done))
      },
    })
    const ingest = new Ingest(given)
    ingest.settings.zone = 'Asia/Seoul'
    ingest.settings.relativeLocation = true
    const done = ingest.files([file], '')
    expect(asked).toEqual({
      zone: 'Asia/Seoul',
      dayStart: null,
      synchroniser: 'recommended',
      longestGap: 1800,
      rate: 1,
      relativeLocation: true,
    })
    expect(ingest.state).toMatchObject({ kind: 'reading', progress: { bytesDone: 1 } })
    expect(await ingest.samples()).toBe(false)
    ingest.cancel()
    expect(ingest.state).toMatchObject({ kind: 'reading', cancelling: true })
    expect(given.calls).toEqual(['cancel'])
    finish(report({ cancelled: true, days: [day] }))
    expect(await done).toBe(true)
    expect(ingest.state).toMatchObject({ kind: 'done', cancelled: true, days: 1 })
  })

  it('stays usable after a worker has died', async () => {
    let alive = false
    const ingest = new Ingest(
      tools({
        samples: () => (alive ? Promise.resolve(report({ days: [day] })) : Promise.reject(new Error('gone'))),
      }),
    )
    expect(await ingest.samples()).toBe(false)
    expect(ingest.state).toEqual({ kind: 'failed', reason: 'gone' })
    alive = true
    expect(await ingest.samples()).toBe(true)
  })
})

describe('the longest gap', () => {
  it('is offered in words, the recommended one among them', () => {
    expect(GAPS.map(gapWords)).toEqual([
      '5 minutes',
      '10 minutes',
      '30 minutes (recommended)',
      '60 minutes',
      '120 minutes',
    ])
  })
})

describe('what is filled in between samples', () => {
  it('has a name and a sentence for each preset', () => {
    expect(SYNCHRONISERS).toEqual(['recommended', 'paper', 'notebook'])
    expect(new Set(SYNCHRONISERS.flatMap((preset) => [fillingName(preset), fillingWhy(preset)])).size).toBe(6)
    expect(fillingWhy('notebook')).toContain('stand for hours')
  })
})
