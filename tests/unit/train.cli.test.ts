import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { askedGrid } from '../../scripts/train/asked-grid.ts'
import { Cells } from '../../scripts/train/cells.ts'
import { virtualDays } from '../../scripts/train/days.ts'
import { DayKeeper, keptDays } from '../../scripts/train/kept-days.ts'
import { readOptions } from '../../scripts/train/options.ts'
import { plainScores } from '../../scripts/train/plain-scores.ts'
import { scoreTable } from '../../scripts/train/table.ts'
import { rulesWith } from '../../src/lifelog/chosen-rules.ts'
import { quarterOut } from '../../src/training/folds.ts'
import { dataset } from '../../src/training/dataset.ts'

const folder = mkdtempSync(join(tmpdir(), 'kept-'))
afterAll(() => rmSync(folder, { recursive: true }))

const options = readOptions(
  '--simulate 2x1 --input planes,picture,raw --channels five --rate minute --side 32'.split(' '),
)
const cells = (change: Partial<typeof options> = {}) => askedGrid({ ...options, ...change }, 'wasm')

describe('the command line', () => {
  it('names what is wrong', () => {
    expect(() => readOptions(['--input', 'picture'])).toThrow('--data, --simulate and --kept')
    expect(() => readOptions(['--simulate', '3'])).toThrow('54x25')
    expect(() => readOptions(['--simulate', '3x3', '--input', 'sound'])).toThrow('--input sound: choose of')
    expect(() => readOptions(['--simulate', '3x3', '--side', 'wide'])).toThrow('--side wide')
    const tables = ['--simulate', '3x3', '--tables', 'II,IV']
    expect(() => readOptions(tables)).toThrow('need --out')
    expect(() => readOptions([...tables, '--out', 'd', '--rate', 'minute'])).toThrow('--rate: the tables say')
    expect(readOptions([...tables, '--out', 'd']).folded).toEqual({
      division: 'people',
      count: 5,
      fold: null,
    })
  })

  it('makes a grid of its lists', () => {
    const names = cells({ rates: [1], channels: ['five', 'own'] }).map(({ name }) => name)
    expect(names).toHaveLength(6)
    expect(names[0]).toBe('planes five 1 Hz')
    expect(() => cells({ skip: ['planes six 1 Hz'] })).toThrow(
      'planes six 1 Hz is none of the networks: planes',
    )
    expect(() => cells({ preset: null })).toThrow('--preset own is for --tables')
  })

  it(
    'keeps days as the networks see them, to the bit, with what a regression and an oracle need',
    { timeout: 60_000 },
    async () => {
      const grid = cells()
      const made = new Cells(grid)
      const keeper = new DayKeeper(folder, grid)
      for await (const day of virtualDays(2, 1)) {
        made.add(day)
        keeper.add(day)
      }
      keeper.finish('two virtual days')
      const kept = keptDays(folder, grid)
      const loaded = kept.cells.map((cell) => cell.load())
      expect(loaded).toEqual(made.cells.map((cell) => cell.load()))
      expect(loaded[0]!.days).toHaveLength(2)
      expect(kept.plain).toEqual(made.plain)
      expect(kept.sources).toEqual(new Set(['simulated']))
      expect(() => keptDays(folder, cells({ channels: ['seven'] }))).toThrow('--keep')
      expect(() => keptDays(folder, cells({ side: 64 }))).toThrow('--keep')
      expect(() => keptDays(folder, grid, 'other days')).toThrow('holds other days')
      expect(keptDays(folder, grid, 'two virtual days').cells).toHaveLength(3)

      const data = dataset(
        loaded[0]!.days,
        rulesWith({}),
        loaded[0]!.encoding,
        quarterOut(loaded[0]!.days, 1),
      )
      const scores = plainScores(data, kept.plain)
      expect(scores.map(({ predictor }) => predictor)).toEqual(['logistic', 'oracle'])
      const table = scoreTable(scores.map((score) => ({ who: score.predictor, score, minutes: 1.25 })))
      expect(table.split('\n')).toHaveLength(3)
      expect(table).toMatch(/logistic +\d\.\d{3}/)
    },
  )
})
