import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { Cells, gridOf } from '../../scripts/train/cells.ts'
import { virtualDays } from '../../scripts/train/days.ts'
import { keepDays, keptDays } from '../../scripts/train/kept-days.ts'
import { readOptions } from '../../scripts/train/options.ts'
import { plainScores } from '../../scripts/train/plain-scores.ts'
import { scoreTable } from '../../scripts/train/table.ts'
import { rulesWith } from '../../src/lifelog/chosen-rules.ts'
import { cellsOf } from '../../src/training/grid.ts'
import { quarterOut } from '../../src/training/folds.ts'
import { dataset } from '../../src/training/dataset.ts'

const folder = mkdtempSync(join(tmpdir(), 'kept-'))
afterAll(() => rmSync(folder, { recursive: true }))

const options = readOptions(
  '--simulate 2x1 --input planes,picture,raw --channels five --rate minute --side 32'.split(' '),
)
const cells = (change: Partial<typeof options> = {}) => cellsOf(gridOf({ ...options, ...change }), 'wasm')

describe('the command line', () => {
  it('names what is wrong', () => {
    expect(() => readOptions(['--input', 'picture'])).toThrow('--data, --simulate and --kept')
    expect(() => readOptions(['--simulate', '3'])).toThrow('54x25')
    expect(() => readOptions(['--simulate', '3x3', '--input', 'sound'])).toThrow('--input sound: choose of')
    expect(() => readOptions(['--simulate', '3x3', '--side', 'wide'])).toThrow('--side wide')
  })

  it('makes a grid of its lists', () => {
    const names = cells({ rates: [1], channels: ['five', 'own'] }).map(({ name }) => name)
    expect(names).toHaveLength(6)
    expect(names[0]).toBe('planes five 1 Hz')
  })

  it(
    'keeps days as the networks see them, to the bit, with what a regression and an oracle need',
    { timeout: 60_000 },
    async () => {
      const grid = cells()
      const made = new Cells(grid)
      for await (const day of virtualDays(2, 1)) made.add(day)
      keepDays(folder, made)
      const kept = keptDays(folder, grid)
      expect(kept.cells).toEqual(made.cells)
      expect(kept.plain).toEqual(made.plain)
      expect(kept.sources).toEqual(new Set(['simulated']))
      expect(() => keptDays(folder, cells({ channels: ['seven'] }))).toThrow('--keep')
      expect(() => keptDays(folder, cells({ side: 64 }))).toThrow('--keep')

      const data = dataset(
        kept.cells[0]!.days,
        rulesWith({}),
        kept.cells[0]!.encoding,
        quarterOut(kept.cells[0]!.days, 1),
      )
      const scores = plainScores(data, kept.plain)
      expect(scores.map(({ predictor }) => predictor)).toEqual(['logistic', 'oracle'])
      const table = scoreTable(scores.map((score) => ({ who: score.predictor, score, minutes: 1.25 })))
      expect(table.split('\n')).toHaveLength(3)
      expect(table).toMatch(/logistic +\d\.\d{3}/)
    },
  )
})
