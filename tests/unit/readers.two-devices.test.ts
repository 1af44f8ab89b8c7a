import { describe, expect, it } from 'vitest'
import type { Day } from '../../src/lifelog/day.ts'
import type { Problem } from '../../src/readers/reader.ts'
import { levelsByMinute } from '../../src/readers/wearable/levels-by-minute.ts'
import { rivalsIn } from '../../src/readers/wearable/rivals.ts'
import { couldLead } from '../../src/views/ingest/leading.ts'
import { problemWords } from '../../src/views/words/problem.ts'
import { ingest } from '../../src/readers/ingest.ts'

const MINUTE = 60_000
const NOON = Date.UTC(2024, 5, 3, 12)
const written = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} +0000`
const record = (source: string, type: string, minute: number, value: number, unit: string): string =>
  `<Record type="HKQuantityTypeIdentifier${type}" sourceName="${source}" unit="${unit}" value="${value}"
    startDate="${written(NOON + minute * MINUTE)}" endDate="${written(NOON + (minute + 1) * MINUTE)}"/>`

/** A watch worn all day, a phone that counted as well in the first two hours, and a strap on the chest for one. */
const EXPORT = [
  '<HealthData>',
  ...Array.from({ length: 1440 }, (_, k) => record('Watch', 'HeartRate', k, 60, 'count/min')),
  ...Array.from({ length: 60 }, (_, k) => record('Strap', 'HeartRate', k, 90, 'count/min')),
  ...Array.from({ length: 240 }, (_, k) => record('Watch', 'StepCount', k, 10, 'count')),
  ...Array.from({ length: 120 }, (_, k) => record('Phone', 'StepCount', k, 7, 'count')),
  '</HealthData>',
].join('\n')

async function read(days: Map<string, Day>, lead?: string): Promise<Problem[]> {
  const notices: Problem[] = []
  const files = [{ path: 'export.xml', blob: new Blob([EXPORT]) }]
  const signal = new AbortController().signal
  const existing = (id: string): Promise<Day | undefined> => Promise.resolve(days.get(id))
  for await (const event of ingest(files, {
    zone: 'UTC',
    signal,
    existing,
    lead,
    rate: (1 / 60) as Day['rate'],
  })) {
    if (event.kind === 'day') days.set(event.day.id, event.day)
    if (event.kind === 'notice') notices.push(event.problem)
  }
  return notices
}

const sum = (values: Float32Array | undefined, from: number, to: number): number =>
  [...(values ?? [])].slice(from, to).reduce((all, value) => all + (value || 0), 0)

describe('two devices that measured the same', () => {
  it('are heard one at a time, and named', async () => {
    const days = new Map<string, Day>()
    const notices = await read(days)
    const { channels } = days.get('me/2024-06-03/noon')!
    expect(channels.get('heart_rate')?.[30]).toBe(60)
    expect(sum(channels.get('steps'), 0, 240)).toBeCloseTo(2400)
    expect(notices.map(({ code, detail }) => [code, detail])).toEqual([
      ['two_devices', { channel: 'heart_rate', lead: 'Watch', others: 'Strap' }],
      ['two_devices', { channel: 'steps', lead: 'Watch', others: 'Phone' }],
    ])
    expect(couldLead(notices)).toEqual(['Strap', 'Phone'])
    expect(problemWords(notices[1]!)).toContain('Phone measured the same as Watch (Steps)')
  })

  it('change places where somebody chooses another; only its own hours are its own', async () => {
    const days = new Map<string, Day>()
    await read(days)
    await read(days, 'Phone')
    const { channels } = days.get('me/2024-06-03/noon')!
    expect(sum(channels.get('steps'), 0, 120)).toBeCloseTo(840)
    expect(sum(channels.get('steps'), 120, 240)).toBeCloseTo(1200)
    await read(days, 'Strap')
    const heart = days.get('me/2024-06-03/noon')!.channels.get('heart_rate')!
    expect([heart[30], heart[59], heart[60], heart[1000]]).toEqual([90, 90, 60, 60])
    // The watch leads the phone again, since nobody chose the phone this time.
    expect(sum(days.get('me/2024-06-03/noon')!.channels.get('steps'), 0, 120)).toBeCloseTo(1200)
  })

  it('add nothing where the same device leads once more', async () => {
    const days = new Map<string, Day>()
    await read(days, 'Phone')
    const before = days.get('me/2024-06-03/noon')
    await read(days, 'Phone')
    expect(days.get('me/2024-06-03/noon')).toBe(before)
  })

  it('are no rivals where each had its own hours', () => {
    const reading = (hour: number, source: number) => ({
      start: NOON + hour * 60 * MINUTE,
      seconds: 0,
      value: 60,
      ahead: 0,
      source,
    })
    expect(rivalsIn([reading(0, 0), reading(1, 1), reading(2, 0)])).toEqual(new Set())
    expect(rivalsIn([reading(0, 0), reading(0, 2), reading(1, 1)])).toEqual(new Set([0, 2]))
    const { values } = levelsByMinute([{ ...reading(0, 0), value: 50 }, reading(0, 1), reading(1, 1)], [1, 0])
    expect([...values]).toEqual([60, 60])
  })
})
