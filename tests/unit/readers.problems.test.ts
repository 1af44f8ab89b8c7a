import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ProblemCode, SourceFile } from '../../src/readers/reader.ts'
import { fingerprints } from '../fixtures/fingerprint.ts'
import { firstDay, ingested } from '../fixtures/ingested.ts'
import { tinyParquet } from '../fixtures/parquet.ts'
import * as mmash from '../fixtures/mmash.ts'

const file = (path: string, ...parts: BlobPart[]): SourceFile => ({ path, blob: new Blob(parts) })
const good = mmash.mmashFolder('user_7')
const whole = tinyParquet(['subject_id', 'mood'])
const codes = async (...files: SourceFile[]): Promise<ProblemCode[]> =>
  (await ingested(files)).problems.map(({ code }) => code)

/** Zeros without end: a blob that counts what is read of it. */
class Zeros extends Blob {
  read = 0
  override get size(): number {
    return 2 ** 31
  }
  override slice(from = 0, to = this.size): Blob {
    this.read += to - from
    return new Blob([new Uint8Array(to - from)])
  }
}

describe('what is refused', () => {
  it('is nothing dropped at all', async () => expect(await codes()).toEqual(['empty_folder']))

  it('is an empty file', async () => expect(await codes(file('a/x.csv'))).toEqual(['empty_file']))

  it('is a file nobody knows', async () =>
    expect(await codes(file('notes.txt', 'hello'))).toEqual(['unknown_format']))

  it('is two gigabytes of zeros, of which next to nothing is read', async () => {
    const zeros = new Zeros()
    const { problems } = await ingested([{ path: 'big.csv', blob: zeros }])
    expect(problems).toEqual([{ file: 'big.csv', code: 'all_zero', detail: { megabytes: 2148 } }])
    expect(zeros.read).toBeLessThan(100_000)
  })

  it('is a Parquet file that breaks off', async () => {
    const { problems } = await ingested([file('a.parquet', whole.subarray(0, -20))])
    expect(problems).toMatchObject([{ file: 'a.parquet', code: 'truncated_parquet' }])
  })

  it('is a Parquet file nobody wants, by its columns', async () => {
    const { problems } = await ingested([file('a.parquet', whole)])
    expect(problems).toMatchObject([{ code: 'parquet_columns', detail: { columns: 'subject_id, mood' } }])
  })

  it('is a recording too short to draw, unless another day of it is kept', async () => {
    const hour = mmash.actigraphRows({ from: 50_000, to: 53_600 })
    const folder = [mmash.text('user_7/Actigraph.csv', mmash.ACTIGRAPH_HEADER, ...hour), ...good.slice(1)]
    const { days, problems } = await ingested(folder)
    expect(days.size).toBe(0)
    expect(problems).toMatchObject([{ code: 'too_short', detail: { share: 4, least: 20 } }])
    expect((await ingested(good)).problems).toEqual([])
  })

  it('is a file that can no longer be read', async () => {
    const gone = new Blob(['gone'])
    gone.slice = () => {
      throw new DOMException('The file was moved', 'NotReadableError')
    }
    const { days, problems } = await ingested([...good, { path: 'user_7/gone.csv', blob: gone }])
    expect(problems).toEqual([
      { file: 'user_7/gone.csv', code: 'unreadable', detail: { reason: 'The file was moved' } },
    ])
    expect(days.size).toBe(1)
  })

  it('never keeps the rest from loading', async () => {
    const { days, problems } = await ingested([...good, file('notes.txt', 'hello'), file('empty.csv')])
    expect(days.size).toBe(1)
    expect(problems.length).toBe(2)
  })

  it('is not what operating systems leave about', async () =>
    expect(await codes(...good, file('user_7/.DS_Store', 'x'), file('user_7/Thumbs.db', 'x'))).toEqual([]))
})

describe('copies', () => {
  it('add nothing within one drop', async () => {
    const copies = good.map(({ path, blob }) => ({ path: `copy/${path}`, blob }))
    const { days, problems } = await ingested([...good, ...copies])
    expect(days.size).toBe(1)
    expect(problems.map(({ code }) => code)).toEqual(Array(4).fill('duplicate_file'))
  })

  it('of a recording under another person’s name are found out', async () => {
    const copy = { path: 'user_8/Actigraph.csv', blob: good[0]!.blob }
    const { days, problems } = await ingested([...good, copy])
    expect([...days.keys()]).toEqual([firstDay('user_7')])
    expect(problems).toContainEqual({
      file: 'user_8/Actigraph.csv',
      code: 'duplicate_file',
      detail: { first: 'user_7/Actigraph.csv' },
    })
  })

  it('add nothing in a second drop', async () => {
    const { days } = await ingested(good)
    const before = days.get(firstDay('user_7'))
    const again = await ingested(good, days)
    expect(again.handedOut).toEqual([])
    expect(again.problems.map(({ code }) => code)).toEqual(['duplicate_file'])
    expect(days.get(firstDay('user_7'))).toBe(before)
  })

  it('of a small table may well belong to two people', async () => {
    const others = mmash.mmashFolder('user_8', { seed: 2 })
    const { days, problems } = await ingested([...good, ...others])
    expect(days.size).toBe(2)
    expect(problems).toEqual([])
  })
})

describe('parts of one recording', () => {
  const halves = (): SourceFile[] =>
    [actigraphHalf(36_000, 70_000), actigraphHalf(70_000, 118_800)].map((rows) =>
      mmash.text('user_7/Actigraph.csv', mmash.ACTIGRAPH_HEADER, ...rows),
    )
  const actigraphHalf = (from: number, to: number): string[] => mmash.actigraphRows({ every: 50, from, to })

  it('make the same day in any order', async () => {
    const [a, b] = halves()
    const tables = good.slice(1)
    const results = []
    for (const order of [
      [[a!, ...tables], [b!]],
      [[b!], [a!, ...tables]],
      [[a!], [b!], tables],
    ]) {
      const days = new Map()
      for (const drop of order) await ingested(drop, days)
      results.push(days)
    }
    expect(results[0]!.size).toBe(1)
    expect(fingerprints(results[1]!)).toEqual(fingerprints(results[0]!))
    expect(fingerprints(results[2]!)).toEqual(fingerprints(results[0]!))
  })

  it('are filled across where they meet', async () => {
    const [a, b] = halves()
    const days = new Map()
    await ingested([a!], days)
    await ingested([b!], days)
    const heart = days.get(firstDay('user_7'))!.channels.get('heart_rate') as Float32Array
    expect(heart.subarray(60_000 - 43_200, 80_000 - 43_200).some(Number.isNaN)).toBe(false)
  })
})

describe('a damaged MMASH folder', () => {
  const rows = mmash.actigraphRows()
  const read = (...lines: string[]) =>
    ingested([mmash.text('user_7/Actigraph.csv', ...lines), ...good.slice(1)])

  it('names file, line, column and text where a number belongs, and leaves that value unknown', async () => {
    const line = rows.findIndex((row) => row.endsWith(',1,13:00:00'))
    const cells = rows[line]!.split(',')
    cells[5] = 'high'
    const { days, problems } = await read(mmash.ACTIGRAPH_HEADER, ...rows.with(line, cells.join(',')))
    expect(problems).toEqual([
      {
        file: 'user_7/Actigraph.csv',
        place: `line ${line + 2}, column HR`,
        code: 'not_a_number',
        detail: { line: line + 2, column: 'HR', value: 'high' },
      },
    ])
    const day = days.get(firstDay('user_7'))!
    expect(day.coverage.get('heart_rate')!.before).toBe(1259 / 86_400)
    expect(day.coverage.get('steps')!.before).toBe(1260 / 86_400)
  })

  it('counts bad cells instead of naming thousands', async () => {
    const { problems } = await read(
      mmash.ACTIGRAPH_HEADER,
      ...rows.map((row) => row.replace(/,\d+\.0,/, ',x,')),
    )
    expect(problems.length).toBe(11)
    expect(problems.at(-1)).toMatchObject({ code: 'more_cells', detail: { count: rows.length - 10 } })
  })

  it('lacks a column and loads the others', async () => {
    const { days, problems } = await read(mmash.ACTIGRAPH_HEADER.replace('HR', 'Pulse'), ...rows)
    expect(problems).toEqual([
      { file: 'user_7/Actigraph.csv', code: 'missing_column', detail: { column: 'HR' } },
    ])
    expect(days.get(firstDay('user_7'))!.channels.has('heart_rate')).toBe(false)
    expect(days.get(firstDay('user_7'))!.channels.has('steps')).toBe(true)
  })

  it('lacks a companion and loads without', async () => {
    const { days, problems } = await ingested(good.filter(({ path }) => !path.endsWith('sleep.csv')))
    expect(problems).toEqual([
      { file: 'user_7/sleep.csv', code: 'missing_file', detail: { name: 'sleep.csv', folder: 'user_7' } },
    ])
    expect(days.size).toBe(1)
  })

  it('has days that are none', async () => {
    const { days, problems } = await read(
      mmash.ACTIGRAPH_HEADER,
      ...rows,
      '0,1,1,1,1,60.0,0,1,0,0,0.0,77,10:00:00',
    )
    expect(problems).toMatchObject([{ code: 'bad_day', detail: { value: '77', count: 1 } }])
    expect(days.size).toBe(1)
  })

  it('has a header and no rows', async () => {
    const { problems } = await read(mmash.ACTIGRAPH_HEADER)
    expect(problems).toEqual([{ file: 'user_7/Actigraph.csv', code: 'no_rows' }])
  })
})

describe('every problem', () => {
  it('has its words', () => {
    const source = readFileSync(new URL('../../src/readers/reader.ts', import.meta.url), 'utf8')
    const union = /export type ProblemCode =([\s\S]*?)\n\n/.exec(source)![1]!
    const all = [...union.matchAll(/'(\w+)'/g)].map((match) => match[1]!)
    const messages = JSON.parse(
      readFileSync(new URL('../../messages/en.json', import.meta.url), 'utf8'),
    ) as Record<string, string>
    expect(all.length).toBeGreaterThan(10)
    for (const code of all) expect(messages[`problem_${code}`], code).toMatch(/\{(file|folder)\}/)
  })
})
