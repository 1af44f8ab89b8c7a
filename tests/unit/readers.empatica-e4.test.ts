import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { participantOf, startIn } from '../../src/readers/empatica-e4/layout.ts'
import { empaticaE4 } from '../../src/readers/empatica-e4/reader.ts'
import type { Found, SourceFile } from '../../src/readers/reader.ts'
import { ingested } from '../fixtures/ingested.ts'

/** The first ten seconds of a real recording's accelerations, and the first minute of its heart rates. */
const text = (name: string): string =>
  readFileSync(new URL(`../fixtures/empatica-e4/${name}`, import.meta.url), 'utf8')
const file = (path: string, content: string): SourceFile => ({ path, blob: new Blob([content]) })
const RECORDING = ['ACC.csv', 'HR.csv', 'IBI.csv'].map((name) => file(`s1/${name}`, text(name)))

const OPTIONS = { zone: 'UTC', dayStart: 'noon', signal: new AbortController().signal } as const
async function read(files: readonly SourceFile[]): Promise<Found[]> {
  const found: Found[] = []
  for (const group of await empaticaE4.detect(files))
    for await (const one of empaticaE4.read(group, OPTIONS)) found.push(one)
  return found
}
const samplesOf = (found: readonly Found[], channel: string) =>
  found.flatMap((one) => (one.kind === 'samples' && one.samples.channel === channel ? [one.samples] : []))

describe('Empatica E4', () => {
  it('is known by what its tables begin with, whatever else is called so', async () => {
    expect(await empaticaE4.detect(RECORDING)).toEqual([RECORDING])
    expect(await empaticaE4.detect([file('ACC.csv', 'x,y,z\n1,2,3\n'), file('HR.csv', '80\n81\n')])).toEqual(
      [],
    )
    // Tables of sensors that give no channel are no recording of their own.
    expect(await empaticaE4.detect([file('IBI.csv', text('IBI.csv'))])).toEqual([])
    expect(startIn(['1680686620', '1680686621', '1680686620'], ['32', '32', '32'], 3)).toBeNull()
    expect(startIn(['1680686620.0'], ['0'], 1)).toBeNull()
  })

  it('gives what a plain reading of the lines gives', async () => {
    const found = await read(RECORDING)
    const lines = text('ACC.csv').trim().split('\n').slice(2)
    for (const [k, channel] of ['acc_x', 'acc_y', 'acc_z'].entries()) {
      const [samples] = samplesOf(found, channel)
      expect(samples?.times[0]).toBe(1680686620_000)
      expect(samples?.times[33]).toBe(1680686620_000 + 1000 * (33 / 32))
      expect([...samples!.values]).toEqual(lines.map((line) => Number(line.split(',')[k]) * (9.80665 / 64)))
    }
    const [heart] = samplesOf(found, 'heart_rate')
    // It starts ten seconds after the others, and the file says so.
    expect(heart?.times[0]).toBe(1680686630_000)
    expect([...heart!.values]).toEqual(text('HR.csv').trim().split('\n').slice(2).map(Number))
    expect(found.filter(({ kind }) => kind === 'problem')).toEqual([])
  })

  it('makes a day of a long recording, and sessions of one device make it longer', async () => {
    const hours = (from: number, count: number): string =>
      [String(from), '1', ...Array.from({ length: 3600 * count }, (_, i) => String(60 + (i % 40)))].join('\n')
    const start = Date.UTC(2023, 3, 5, 13) / 1000
    const first = file(`${start}_A01234/HR.csv`, hours(start, 5))
    const second = file(`${start + 36_000}_A01234/HR.csv`, hours(start + 36_000, 2))
    const { days } = await ingested([first, second])
    expect([...days.keys()]).toEqual(['A01234/2023-04-05/noon'])
    const day = days.get('A01234/2023-04-05/noon')!
    expect(day.channels.get('heart_rate')!.slice(3600, 3603)).toEqual(Float32Array.of(60, 61, 62))
    expect(day.channels.get('heart_rate')![3600 + 36_000 + 39]).toBe(99)
    expect(day.coverage.get('heart_rate')!.before).toBeCloseTo(7 / 24, 3)
  })

  it('names the line of what is no number, and reads on', async () => {
    const damaged = text('HR.csv').split('\n')
    damaged[5] = 'n/o'
    const found = await read([file('s1/HR.csv', damaged.join('\n'))])
    const [problem] = found.flatMap((one) => (one.kind === 'problem' ? [one.problem] : []))
    expect(problem).toMatchObject({ code: 'not_a_number', place: 'line 6, column 1', file: 's1/HR.csv' })
    expect(samplesOf(found, 'heart_rate')[0]!.values).toHaveLength(60)
  })

  it('survives cuts anywhere: what is left is read, nothing is thrown', async () => {
    const whole = text('ACC.csv')
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), async (length) => {
        const found = await read([file('s1/ACC.csv', whole.slice(0, length))])
        const [x] = samplesOf(found, 'acc_x')
        const lines = Math.max(0, whole.slice(0, length).trimEnd().split('\n').length - 2)
        if (x) expect(Math.abs(x.values.length - lines)).toBeLessThanOrEqual(1)
      }),
      { numRuns: 60 },
    )
  })

  it('takes the device for the person where the folder names it', () => {
    expect(participantOf('export/1680686620_A01234/ACC.csv')).toBe('A01234')
    expect(participantOf('1680686620_A01234.zip/ACC.csv')).toBe('A01234')
    expect(participantOf('my night/ACC.csv')).toBe('my night')
    expect(participantOf('ACC.csv')).toBe('Empatica E4')
  })
})
