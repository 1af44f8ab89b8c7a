import { describe, expect, it } from 'vitest'
import { compared } from '../bench/compare.ts'
import { median } from '../bench/measure.ts'
import type { MeasuredCase, Report, Row } from '../bench/row.ts'
import { reportText, tableOf } from '../bench/table.ts'

const measured: MeasuredCase = {
  name: 'training',
  title: 'one step',
  columns: [
    { key: 'ms', title: 'median ms', unit: 'ms' },
    { key: 'peak', title: 'peak', unit: 'bytes' },
    { key: 'apart', title: 'apart', unit: 'error' },
  ],
  rows: [
    { subject: 'small', by: 'ours', figures: { ms: 1234.6, peak: 36 } },
    { subject: 'small', by: 'another', figures: { ms: 0.01234, peak: 2_409_000, apart: 7.68e-6 } },
    { subject: 'small', by: 'a third', figures: { peak: NaN }, note: 'did not run: no such kernel' },
  ],
}

describe('tables', () => {
  it('have a head and a line for each row, in columns', () => {
    expect(tableOf(measured)).toEqual([
      'training: one step',
      '       by       median ms     peak   apart',
      'small  ours          1235     36 B       –',
      'small  another     0.0123  2.41 MB  7.7e-6',
      'small  a third          –        –       –  did not run: no such kernel',
    ])
  })

  it('come after the machine that measured', () => {
    const report: Report = {
      machine: {
        date: '2026-01-02',
        cores: 2,
        processor: 'Some processor',
        load: [0.25, 3],
        browser: 'Chromium 1.2',
        adapter: 'swiftshader',
        software: true,
        isolated: false,
        versions: { tfjs: '4.0', 'jax-js': '0.1' },
      },
      cases: [measured],
    }
    const [head, table] = reportText(report).split('\n\n')
    expect(head).toMatch(/2026-01-02; 2 cores \(Some processor\); Chromium 1\.2/)
    expect(head).toMatch(/^load 0\.3 before, 3\.0 after;/m)
    expect(head).toMatch(/swiftshader \(software/)
    expect(head).toMatch(/WASM has one thread\b/)
    expect(head).toMatch(/tfjs 4\.0, jax-js 0\.1/)
    expect(table).toBe(tableOf(measured).join('\n'))
    expect(JSON.parse(JSON.stringify(report)).cases[0].rows[1].figures.peak).toBe(2_409_000)
  })
})

describe('outcomes', () => {
  const row = (subject: string, by: string, outcome?: number[]): Row => ({
    subject,
    by,
    figures: {},
    outcome,
  })
  const apart = (rows: Row[]) => compared(rows).map(({ figures }) => figures['apart'])

  it('are held against the first of the same subject', () => {
    expect(
      apart([
        row('a', 'first', [4, 8]),
        row('b', 'first', [1]),
        row('a', 'second', [4, 7]),
        row('b', 'second', [1]),
      ]),
    ).toEqual([undefined, undefined, 1 / 8, 0])
  })

  it('need not be there', () => {
    expect(apart([row('a', 'failed'), row('a', 'first', [2]), row('a', 'failed too')])).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('of another length, or not numbers, agree with nothing', () => {
    expect(
      apart([row('a', 'first', [1, 2]), row('a', 'shorter', [1]), row('a', 'broken', [NaN, 2])]),
    ).toEqual([undefined, NaN, NaN])
  })
})

it.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[4, 1, 2, 100], 3],
])('the median of %j is %d', (values, middle) => {
  expect(median(values)).toBe(middle)
})
