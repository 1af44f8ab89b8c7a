import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { batchesOf, openParquet } from '../../src/readers/parquet/table.ts'
import type { ColumnRows, ColumnSpec } from '../../src/simulate/parquet/column.ts'
import { ParquetWriter } from '../../src/simulate/parquet/write.ts'

const COLUMNS: readonly ColumnSpec[] = [
  { name: 'id', kind: 'whole' },
  { name: 'at', kind: 'timestamp' },
  { name: 'x', kind: 'number' },
  { name: 'word', kind: 'text' },
  { name: 'sounds', kind: 'pairs' },
]

async function written(groups: readonly (readonly ColumnRows[])[]): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const writer = new ParquetWriter(COLUMNS, (part) => void parts.push(Uint8Array.from(part)))
  for (const group of groups) await writer.rowGroup(group)
  await writer.end()
  return new Blob(parts)
}

/** Two million-odd rows would be slow; two pages are enough. */
const many = 140_000
const first: readonly ColumnRows[] = [
  Float64Array.from({ length: many }, (_, i) => i - 5),
  Float64Array.from({ length: many }, (_, i) => 1_692_489_600_000 + 20 * i),
  Float64Array.from({ length: many }, (_, i) => Math.sin(i)),
  Array.from({ length: many }, (_, i) => `wörd ${i % 7}`),
  Array.from({ length: many }, (_, i) =>
    Array.from({ length: i % 3 }, (_, k) => [`${i}`, `0.${k}`] as const),
  ),
]
const second: readonly ColumnRows[] = [
  Float64Array.of(7),
  Float64Array.of(1_692_489_600_123),
  Float64Array.of(0.1),
  ['a'],
  [[['Snoring', '0.5']]],
]

describe('a Parquet file of our own', () => {
  it('holds what was written, as our reader and hyparquet read it', async () => {
    const blob = await written([first, second])
    const table = await openParquet({ path: 'x', blob })
    expect(table.groups.map(({ rows }) => rows)).toEqual([many, 1])
    expect(table.groups[0]!.chunks.get('id')).toMatchObject({ least: -5n, most: BigInt(many - 6) })
    const { signal } = new AbortController()
    const numbers: number[][] = [[], [], []]
    const words: (string | null)[] = []
    for await (const { columns } of batchesOf(table, 0, ['id', 'at', 'x', 'word'], signal)) {
      for (let k = 0; k < 3; k++) for (const value of columns[k]!.numbers) numbers[k]!.push(value)
      for (const word of columns[3]!.texts) words.push(word)
    }
    for (let k = 0; k < 3; k++) expect(Float64Array.from(numbers[k]!)).toEqual(first[k])
    expect(words).toEqual(first[3])

    const { parquetReadObjects } = await import('hyparquet')
    const rows = await parquetReadObjects({
      file: { byteLength: blob.size, slice: (from, to) => blob.slice(from, to).arrayBuffer() },
      rowStart: many,
      compressors: { GZIP: (bytes) => gunzipSync(bytes) },
    })
    expect(rows).toEqual([
      { id: 7n, at: new Date(1_692_489_600_123), x: 0.1, word: 'a', sounds: [['Snoring', '0.5']] },
    ])
  })

  it('may have no rows', async () => {
    const table = await openParquet({ path: 'x', blob: await written([]) })
    expect(table.groups).toEqual([])
    expect(table.leaves.map(({ name }) => name)).toEqual(['id', 'at', 'x', 'word', 'sounds'])
  })
})
