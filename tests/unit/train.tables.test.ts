import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import type { FilledTable } from '../../src/training/paper-tables.ts'

const folder = mkdtempSync(join(tmpdir(), 'tables-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (...names: string[]): string => join(folder, ...names)

const SCRIPT = fileURLToPath(new URL('../../scripts/train.ts', import.meta.url))
const TABLES = '--tables III,IV --simulate 4x1 --preset quick --side 32 --epochs 1 --folds 2 --no-control'
const train = (...more: string[]): Promise<{ stdout: string; stderr: string }> =>
  promisify(execFile)(process.execPath, [
    '--import',
    'tsx',
    SCRIPT,
    ...TABLES.split(' '),
    '--out',
    folder,
    ...more,
  ])

const FIVE = 'picture five 1 Hz'

test(
  'the tables fill as their networks are trained, and nothing is trained twice',
  { timeout: 180_000 },
  async () => {
    const first = await train('--only', FIVE)
    expect(first.stderr).toContain(` 1. ${FIVE}: 0 of 2 folds are there`)
    expect(first.stderr).toContain('picture eleven 1 Hz: skipped')
    expect(first.stderr).toMatch(/epoch 1 of 1: .* for all/)
    expect(first.stdout).toContain('Table III')
    expect(first.stdout).not.toContain('Table II:')
    const tables = JSON.parse(readFileSync(at('tables.json'), 'utf8')) as FilledTable[]
    expect(tables.map(({ name }) => name)).toEqual(['III', 'IV'])
    const filled = tables.map(({ cells }) => cells.flat().filter(({ ours }) => ours))
    expect(filled.map((cells) => cells.length)).toEqual([8, 1])
    expect(filled.flat().every(({ name }) => name === FIVE)).toBe(true)
    const mean = filled[1]![0]!.ours!.network.f1!.mean.toFixed(3)
    expect(first.stdout).toContain(mean)
    for (const file of ['tables.csv', 'tables.html'])
      expect(readFileSync(at(file), 'utf8')).toContain(mean.slice(0, 4))
    expect(readFileSync(at('tables.html'), 'utf8')).not.toMatch(/<script|http/)
    for (const file of ['ensemble.json', 'report.html', 'fold-2/model.safetensors'])
      expect(existsSync(at('picture-five-1-Hz', file))).toBe(true)
    expect(existsSync(at('picture-seven-1-Hz', 'fold-1'))).toBe(false)

    // As if the days and the fold were of long ago: both must stay.
    const old = ['days/days.json', 'picture-five-1-Hz/fold-1/fold.json']
    for (const file of old) utimesSync(at(file), 1, 1)
    const again = await train('--only', FIVE, '--only', 'picture seven 1 Hz')
    expect(again.stderr).toContain(`${FIVE}: 2 of 2 folds are there`)
    expect(again.stderr).not.toContain(`${FIVE}: fold`)
    expect(again.stderr).toContain('picture seven 1 Hz: fold 2 of 2')
    for (const file of old) expect(statSync(at(file)).mtimeMs).toBe(1000)
    const both = JSON.parse(readFileSync(at('tables.json'), 'utf8')) as FilledTable[]
    expect(both[0]).toEqual(tables[0])
    expect(both[1]!.cells[1]!.map(({ ours }) => ours !== null)).toEqual([true, true, false, false])

    await expect(train('--only', FIVE, '--epochs', '2')).rejects.toThrow(
      'fold-1 holds a fold of another experiment: preset.epochs is 1, not 2',
    )
    await expect(train('--only', 'picture six 1 Hz')).rejects.toThrow(
      'picture six 1 Hz is none of the networks',
    )
  },
)
