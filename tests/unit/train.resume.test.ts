import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, watch } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'
import { Random } from '../../src/training/random.ts'

/**
 * Folds in a process that is killed again and again. `FULL_RESUME=1 npx vitest run --project unit
 * tests/unit/train.resume.test.ts` takes the quick preset as it is; otherwise a smaller network run, for every test.
 */
const FULL = process.env['FULL_RESUME'] !== undefined
const SMALL = ['--rate', 'minute', '--side', '32', '--epochs', '3', '--plain']
const OPTIONS = ['--preset', 'quick', ...(FULL ? [] : SMALL)]
const KILLS = 10
const FOLDS = 5
/** After how many of its lines about epochs a process is killed, at most; and how much later, in milliseconds. */
const MOST_EPOCHS = FULL ? 12 : 3
const LATEST = FULL ? 5000 : 400
const LIMIT = FULL ? 3 * 3600_000 : 600_000

const folder = mkdtempSync(join(tmpdir(), 'resume-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (...names: string[]): string => join(folder, ...names)

const SCRIPT = fileURLToPath(new URL('../../scripts/train.ts', import.meta.url))
const SAMPLES = fileURLToPath(new URL('../../public/samples', import.meta.url))
const command = (...words: string[]): string[] => ['--import', 'tsx', SCRIPT, ...OPTIONS, ...words]
const folds = (out: string): string[] => command('--kept', at('days'), '--folds', `${FOLDS}`, '--out', out)

/** When a process is killed: so long after so many epochs, or as soon as a file is being written. */
type Moment = { readonly epochs: number; readonly later: number; readonly whileWriting: boolean }

/** What it said, and whether it was killed before it was done. */
async function killedAt(out: string, { epochs, later, whileWriting }: Moment): Promise<[string, boolean]> {
  const child = spawn(process.execPath, folds(out), { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  const kill = (): void => void (child.exitCode === null && child.kill('SIGKILL'))
  const enough = (): boolean => (said.match(/^epoch /gm) ?? []).length >= epochs
  const watching = watch(out, { recursive: true }, (_, name) => {
    if (whileWriting && enough() && name?.endsWith('.part')) kill()
  })
  child.stderr.on('data', (text: Buffer) => {
    const before = enough() && /: fold /.test(said)
    said += text.toString()
    if (!whileWriting && !before && enough() && /: fold /.test(said)) void setTimeout(later).then(kill)
  })
  const signal = await new Promise<string | null>((resolve) => child.on('close', (_, name) => resolve(name)))
  watching.close()
  return [said, signal === 'SIGKILL']
}

it('folds that are killed ten times come out the same, to the bit', { timeout: LIMIT }, async () => {
  const run = promisify(execFile)
  await run(process.execPath, command('--data', SAMPLES, '--keep', at('days')))
  await run(process.execPath, folds(at('whole')), { maxBuffer: 2 ** 26 })

  const random = new Random(7)
  mkdirSync(at('killed'))
  const said: string[] = []
  let kills = 0
  let inWriting = 0
  while (kills < KILLS) {
    const moment = {
      epochs: Math.floor(random.uniform() * (MOST_EPOCHS + 1)),
      later: random.uniform() * LATEST,
      whileWriting: random.uniform() < 0.4,
    }
    const [text, killed] = await killedAt(at('killed'), moment)
    said.push(text)
    if (!killed) throw new Error(`Done after ${kills} kills: ${text}`)
    kills++
    inWriting += Number(moment.whileWriting)
  }
  const { stderr } = await run(process.execPath, folds(at('killed')), { maxBuffer: 2 ** 26 })
  const all = [...said, stderr].join('\n')

  for (let fold = 1; fold <= FOLDS; fold++) {
    const [whole, killed] = ['whole', 'killed'].map((name) => {
      const record = readFileSync(at(name, `fold-${fold}`, 'fold.json'), 'utf8')
      return JSON.parse(record) as { weights: string; answers: unknown }
    })
    expect(killed!.weights).toBe(whole!.weights)
    expect(killed!.answers).toEqual(whole!.answers)
    expect(existsSync(at('killed', `fold-${fold}`, 'checkpoint.safetensors'))).toBe(false)
  }
  const ensemble = (name: string): string => readFileSync(at(name, 'ensemble.json'), 'utf8')
  expect(ensemble('killed') === ensemble('whole')).toBe(true)
  // They did go on where they were, and no file was torn.
  expect(all.match(/goes on after epoch [1-9]/g)?.length ?? 0).toBeGreaterThan(KILLS / 3)
  expect(all).toContain('shuffled labels')
  expect(inWriting).toBeGreaterThan(1)
  expect(all).not.toContain('is not used')
  if (FULL) console.log(`${all.match(/goes on after .*/g)?.join('\n')}\n${inWriting} killed while writing`)
})
