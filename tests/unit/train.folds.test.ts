import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { collectJob } from '../../scripts/train/collect-job.ts'
import { foundFolds } from '../../scripts/train/found-folds.ts'
import { readOptions } from '../../scripts/train/options.ts'

const folder = mkdtempSync(join(tmpdir(), 'folds-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (...names: string[]): string => join(folder, ...names)
const text = (...names: string[]): string => readFileSync(at(...names), 'utf8')

const SCRIPT = fileURLToPath(new URL('../../scripts/train.ts', import.meta.url))
const train = (options: string): Promise<{ stdout: string }> =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', SCRIPT, ...options.split(' ')])

const TINY = '--input planes --channels five --rate minute'
const FOLDS = `${TINY} --kept ${at('kept')} --epochs 1 --no-control --folds 5 --out`

describe('folds on the command line', () => {
  it('are options that need each other', () => {
    const options = (more: string) => readOptions(`--simulate 2x1 ${more}`.split(' '))
    expect(options('--seed 1').folded).toBeNull()
    expect(options('--division time --out d').folded).toEqual({ division: 'time', count: 5, fold: null })
    expect(options('--folds 3 --fold 2 --out d').folded).toEqual({ division: 'people', count: 3, fold: 2 })
    expect(() => options('--fold 2')).toThrow('--fold needs')
    expect(() => options('--folds 3')).toThrow('need --out')
    expect(() => options('--division weeks --out d')).toThrow('--division weeks: choose of people')
    expect(() => options('stray')).toThrow('stray')
    expect(readOptions(['--collect', 'a', 'b']).collect).toEqual(['a', 'b'])
  })

  it('give the same ensemble from five processes as from one', { timeout: 300_000 }, async () => {
    await train(`${TINY} --simulate 5x2 --keep ${at('kept')}`)
    const { stdout } = await train(`${FOLDS} ${at('one')}`)
    expect(stdout).toContain('5 folds by people, 10 held-out days of 5 people')
    // Each by itself, in another order, and one of them in another place.
    const alone = (fold: number, where = 'five') => train(`${FOLDS} ${at(where)} --fold ${fold}`)
    await Promise.all([alone(4), alone(2)])
    await Promise.all([alone(5), alone(3, 'away')])
    await alone(1)
    const collected = await train(`--collect ${at('five')} ${at('away', 'fold-3')} --out ${at('five')}`)
    expect(collected.stdout).toBe(stdout)
    for (const file of ['ensemble.json', 'scores.csv', 'report.html'])
      expect(text('five', file) === text('one', file)).toBe(true)
    // Five networks, each another one.
    const { folds } = JSON.parse(text('one', 'ensemble.json')) as { folds: { weights: string }[] }
    expect(new Set(folds.map(({ weights }) => weights)).size).toBe(5)

    cpSync(at('five', 'fold-2'), at('spoilt'), { recursive: true })
    writeFileSync(at('spoilt', 'fold.json'), text('spoilt', 'fold.json').replace('"seed": 1', '"seed": 2'))
    expect(() => collectJob([at('five'), at('spoilt')])).toThrow(`${at('spoilt')} is of another experiment`)
    expect(() => collectJob([at('five')])).toThrow('Of 5 folds this one is missing: 3')
  })

  it('are found by folder, and what is none is named', () => {
    expect(() => foundFolds([at('nowhere')])).toThrow('nowhere is no folder')
    expect(() => foundFolds([at('kept')])).toThrow('kept holds no finished fold')
    writeFileSync(at('spoilt', 'fold.json'), '{"format": ')
    expect(() => foundFolds([at('spoilt')])).toThrow(/spoilt: fold.json can't be read/)
    writeFileSync(at('spoilt', 'fold.json'), '{}')
    expect(() => foundFolds([at('spoilt')])).toThrow(/spoilt: fold.json is no fold/)
    // Written before stages could be frozen.
    writeFileSync(
      at('spoilt', 'fold.json'),
      text('one', 'fold-1', 'fold.json').replace(/"frozen": null,?/, ''),
    )
    expect(foundFolds([at('spoilt')])).toEqual(
      foundFolds([at('one', 'fold-1')]).map((fold) => ({ ...fold, where: at('spoilt') })),
    )
  })
})
