import { describe, expect, it } from 'vitest'
import { Ingest, type IngestTools } from '../../src/views/ingest/ingest.svelte.ts'
import type { IngestReport } from '../../workers/ingest-api.ts'

const report = (more: Partial<IngestReport>): IngestReport => ({
  days: [],
  problems: [],
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
    cancel: () => void calls.push('cancel'),
    render: (ids) => Promise.resolve(void calls.push(`render ${ids.join()}`)),
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

  it('tells what was refused and draws nothing where there is no new day', async () => {
    const problems = [{ file: 'b.csv', code: 'unknown_format' as const }]
    const given = tools({ ingest: () => Promise.resolve(report({ problems })) })
    const ingest = new Ingest(given)
    expect(await ingest.files([file], '')).toBe(false)
    expect(ingest.state).toMatchObject({ kind: 'done', days: 0, problems })
    expect(given.calls).toEqual(['changed'])
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
    ingest.zone = 'Asia/Seoul'
    ingest.dayStart = 'midnight'
    const done = ingest.files([file], '')
    expect(asked).toEqual({ zone: 'Asia/Seoul', dayStart: 'midnight' })
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
