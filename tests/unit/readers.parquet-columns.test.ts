import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHANNELS } from '../../src/lifelog/channels.ts'
import type { ColumnRows, ColumnSpec } from '../../src/simulate/parquet/column.ts'
import { ParquetWriter } from '../../src/simulate/parquet/write.ts'
import { fingerprints } from '../fixtures/fingerprint.ts'
import { ingested, type Ingested } from '../fixtures/ingested.ts'

/** A column, named apart from what it holds. */
interface Column extends ColumnSpec {
  readonly rows: ColumnRows
}

const ROWS = 500
const numbers = (of: (row: number) => number): Float64Array =>
  Float64Array.from({ length: ROWS }, (_, i) => of(i))
const number = (name: string, of: (row: number) => number): Column => ({
  name,
  kind: 'number',
  rows: numbers(of),
})
const whole = (name: string, of: (row: number) => number): Column => ({
  name,
  kind: 'whole',
  rows: numbers(of),
})

/** A row a minute. Values are few, since any column may come to be the subjects', each of whom is read apart. */
const keys: readonly Column[] = [
  whole('subject_id', () => 1),
  { name: 'timestamp', kind: 'timestamp', rows: numbers((i) => Date.UTC(2023, 8, 1, 8) + 60_000 * i) },
]
const sounds = Array.from({ length: ROWS }, (_, i) => [['Speech', `0.${i % 10}`]] as const)
const TABLES: Readonly<Record<string, readonly Column[]>> = {
  w_pedo: [
    ...keys,
    number('burned_calories', (i) => (i % 5) / 7),
    number('distance', (i) => 1000 * (i % 6)),
    whole('running_steps', (i) => i % 7),
    number('speed', (i) => 3 - (i % 6)),
    whole('steps', (i) => 900 * (i % 4)),
    number('step_frequency', (i) => (i % 3) / 60),
    whole('walking_steps', () => 1e9),
  ],
  m_gps: [
    ...keys,
    number('altitude', (i) => 5000 * (i % 3)),
    number('latitude', (i) => (i % 7) / 3),
    number('longitude', (i) => -60 * (i % 5)),
    number('speed', (i) => (i % 2 === 0 ? NaN : 4)),
  ],
  w_heart_rate: [...keys, whole('heart_rate', (i) => 50 * (i % 7))],
  m_activity: [
    ...keys,
    { name: 'm_activity', kind: 'text', rows: Array.from({ length: ROWS }, (_, i) => `${i % 9}`) },
  ],
  m_ambience: [...keys, { name: 'ambience_labels', kind: 'pairs', rows: sounds }],
}

async function read(table: string, columns: readonly Column[]): Promise<Ingested> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const writer = new ParquetWriter(columns, (part) => void parts.push(Uint8Array.from(part)))
  await writer.rowGroup(columns.map(({ rows }) => rows))
  await writer.end()
  return ingested([{ path: `ch2024_val__${table}.parquet.gzip`, blob: new Blob(parts) }], new Map(), {
    dayStart: 'midnight',
  })
}

/** Problems say what they are and are no programmer's errors; what was kept can be. */
function expectSound({ days, problems }: Ingested): void {
  for (const { code, detail } of problems) {
    expect(code).not.toBe('unreadable')
    expect(JSON.stringify(detail ?? {})).not.toMatch(
      /is not a function|undefined|not iterable|Invalid|BigInt/,
    )
  }
  for (const day of days.values())
    for (const [id, values] of day.channels) {
      const [low, high] = CHANNELS[id].plausible
      expect(
        values.every((value) => value !== value || (value >= low && value <= high)),
        id,
      ).toBe(true)
    }
}

describe.each(Object.entries(TABLES))('the columns of %s', { timeout: 60_000 }, (table, columns) => {
  const order = fc.shuffledSubarray(
    columns.map((_, i) => i),
    { minLength: columns.length },
  )

  it('go by their names, wherever they stand', async () => {
    const usual = await read(table, columns)
    expect(usual.problems).toEqual([])
    expect(usual.days.size).toBe(1)
    await fc.assert(
      fc.asyncProperty(order, async (places) => {
        const { days, problems } = await read(
          table,
          places.map((at) => columns[at]!),
        )
        expect(problems).toEqual([])
        expect(fingerprints(days)).toEqual(fingerprints(usual.days))
      }),
      { numRuns: 15 },
    )
  })

  it('under each other’s names give nothing that can’t be, and no days without times', async () => {
    await fc.assert(
      fc.asyncProperty(order, async (places) => {
        const named = columns.map(({ name }, i) => ({ ...columns[places[i]!]!, name }))
        const result = await read(table, named)
        expectSound(result)
        if (named.find(({ name }) => name === 'timestamp')?.kind === 'timestamp') return
        expect(result.days.size).toBe(0)
        expect(result.problems.length).toBeGreaterThan(0)
      }),
      { numRuns: 30 },
    )
  })
})
