import { execFile } from 'node:child_process'
import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { etriFiles } from '../fixtures/etri.ts'
import { mmashFolder } from '../fixtures/mmash.ts'

const script = fileURLToPath(new URL('../../scripts/ingest.ts', import.meta.url))
const root = fileURLToPath(new URL('../..', import.meta.url))
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pixleepflow-'))
  for (const { path, blob } of mmashFolder('user_7')) {
    await mkdir(join(folder, 'people', dirname(path)), { recursive: true })
    await writeFile(join(folder, 'people', path), await blob.text())
  }
  await mkdir(join(folder, 'nothing'))
  await writeFile(join(folder, 'notes.txt'), 'hello')
})
afterAll(() => rm(folder, { recursive: true }))

const run = (...args: string[]): Promise<{ code: number; out: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', script, ...args], { cwd: root }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out: stdout + stderr }),
    )
  })

describe('npm run ingest', { timeout: 30_000 }, () => {
  it('prints coverage before and after filling, and what was refused', async () => {
    const { code, out } = await run(
      join(folder, 'people'),
      join(folder, 'notes.txt'),
      join(folder, 'nothing'),
    )
    expect(code).toBe(0)
    expect(out).toMatch(/user_7 +day 1 +1\.5 → 87\.4 %/)
    expect(out).toMatch(/user_7 day 0 \(8 %\)/)
    expect(out).toMatch(/notes\.txt: no reader knows this file/)
    expect(out).toMatch(/nothing: there are no files here/)
  })

  it('writes every sample as a table, of recordings too short for a day as well', async () => {
    const table = join(folder, 'samples.csv')
    const { code } = await run(
      join(root, 'tests/fixtures/apple-health/export6s3sample.xml'),
      '--samples',
      table,
      '--zone',
      'Europe/London',
    )
    expect(code).toBe(1)
    const [head, ...lines] = (await readFile(table, 'utf8')).trim().split('\n')
    expect(head).toBe('participant,channel,unit,time,value')
    const steps = lines.map((line) => line.split(',')).filter(([, channel]) => channel === 'steps')
    // The sum of StepCount.csv beside it.
    expect(steps.reduce((sum, [, , , , value]) => sum + Number(value), 0)).toBeCloseTo(2517, 3)
  })

  it('prints the days of ETRI’s tables from midnight, and what is good to know of them', async () => {
    const { code, out } = await run(
      ...etriFiles('etri-2025').map(({ path }) => join(root, 'tests/fixtures', path)),
    )
    expect(code).toBe(0)
    expect(out).toMatch(/etri-2025\/id01 +2024-06-26 +1\.7 → 99\.9 %/)
    expect(out).toMatch(/Good to know\n- .*mScreenStatus\.parquet is known, and not needed/)
    expect(out).toMatch(/ch2025_metrics_train\.csv: Q2 means low fatigue/)
    expect(out).toMatch(/2 participants, 4 days/)
    expect(out).not.toMatch(/Refused/)
  })

  it('fails where nothing could be loaded', async () => {
    const { code, out } = await run(join(folder, 'notes.txt'), join(folder, 'nowhere'))
    expect(code).toBe(1)
    expect(out).toMatch(/Nothing could be loaded/)
    expect(out).toMatch(/nowhere: there is no such file/)
  })

  it('writes the same as JSON', async () => {
    const to = join(folder, 'report.json')
    await run(join(folder, 'people', 'user_7'), '--json', to, '--start', 'midnight', '--zone', 'Asia/Seoul')
    const report = JSON.parse(await readFile(to, 'utf8')) as { days: { id: string; coverage: object }[] }
    expect(report.days.map(({ id }) => id)).toEqual([
      'user_7/1970-01-01/midnight',
      'user_7/1970-01-02/midnight',
    ])
    expect(Object.keys(report.days[0]!.coverage)).toContain('heart_rate')
  })

  it.each([
    [['--help'], 0, /npm run ingest -- PATH/],
    [[], 1, /npm run ingest -- PATH/],
    [['--start', 'dusk', '.'], 1, /--start dusk is not understood/],
    [['--zone', 'Mars/Olympus', '.'], 1, /--zone Mars\/Olympus is not understood/],
    [['--speed', '9', '.'], 1, /--speed/],
  ])('%j ends with %i', async (args, wanted, words) => {
    const { code, out } = await run(...args)
    expect(code).toBe(wanted)
    expect(out).toMatch(words)
  })
})
