import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { IsolatedPages } from '../../../scripts/isolated-pages.ts'
import { ROOT } from '../../../scripts/dist.ts'
import type { BenchArguments } from '../arguments.ts'
import type { Column, MeasuredCase, Row } from '../row.ts'
import { tableOf } from '../table.ts'
import type { Shown } from './measure.ts'
import { dayOf, SUBJECTS, type Subject } from './subjects.ts'

const JUDGE = fileURLToPath(new URL('../../../scripts/judges/matplotlib_picture.py', import.meta.url))
const PAGE = 'tests/bench/inputs/page.html'

const COLUMNS: readonly Column[] = [
  { key: 'ms', title: 'ms', unit: 'ms' },
  { key: 'bytes', title: 'arrays asked for', unit: 'bytes' },
  { key: 'times', title: 'Matplotlib / ours', unit: 'ratio' },
]

/** What Matplotlib took, in milliseconds a drawing. */
interface Judged {
  readonly version: string
  readonly ms: readonly number[]
  readonly peakBytes: number
}

/** `npm run bench -- inputs`: prints a table, and writes the figures as JSON where asked to. */
export async function benchInputs({ json, only }: BenchArguments): Promise<void> {
  const loads = [loadavg()[0] ?? 0]
  const pages = await IsolatedPages.start({
    optimizeDeps: { noDiscovery: true, include: ['comlink', 'fft.js'] },
    cacheDir: join(ROOT, 'node_modules', '.vite-bench-inputs'),
  })
  const rows: Row[] = []
  try {
    for (const [at, subject] of SUBJECTS.entries()) {
      if (!only.test(`inputs ${subject.name}`)) continue
      console.error(subject.name)
      const page = await pages.open(PAGE, 'measureInputs')
      const shown = await page.evaluate((which) => globalThis.measureInputs(which), at)
      await page.close()
      rows.push(...rowsOf(subject, shown, await judged(subject)))
    }
  } finally {
    await pages.close()
  }
  loads.push(loadavg()[0] ?? 0)
  const title = 'a day as networks see it, in a worker of Chromium; medians'
  const measured: MeasuredCase = { name: 'inputs', title, columns: COLUMNS, rows }
  const machine = {
    date: new Date().toISOString().slice(0, 10),
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    browser: `Chromium ${pages.browser.version()}`,
    load: loads,
  }
  console.log(`${machine.date}; ${machine.cores} cores (${machine.processor}); ${machine.browser}`)
  console.log(`load ${loads.map((load) => load.toFixed(1)).join(' before, ')} after`)
  console.log(`\n${tableOf(measured).join('\n')}`)
  if (json) await writeFile(resolve(json), `${JSON.stringify({ machine, cases: [measured] }, null, 2)}\n`)
  process.exitCode = rows.length > 0 ? 0 : 1
}

function rowsOf({ name }: Subject, shown: readonly Shown[], theirs: Judged | undefined): Row[] {
  const drawn = theirs && median(theirs.ms)
  const ours = shown.map(({ by, ms, bytes }, i): Row => {
    const figures = { ms: median(ms), bytes }
    // Only the whole picture is what Matplotlib draws.
    const times: Record<string, number> = i === 0 && drawn ? { times: drawn / figures.ms } : {}
    return { subject: name, by: `PixleepFlow, ${by}`, figures: { ...figures, ...times } }
  })
  return [
    ...ours,
    theirs
      ? {
          subject: name,
          by: `Matplotlib ${theirs.version}, picture and PNG`,
          figures: { ms: median(theirs.ms) },
        }
      : {
          subject: name,
          by: 'Matplotlib',
          figures: {},
          note: 'did not run: python3 here has no working Matplotlib',
        },
  ]
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN

/** The same rows drawn by Matplotlib; nothing where Python has none. PYTHON names another interpreter. */
async function judged(subject: Subject): Promise<Judged | undefined> {
  const rows = [...dayOf(subject).channels.values()]
  const folder = await mkdtemp(join(tmpdir(), 'pixleepflow-bench-'))
  try {
    const file = join(folder, 'rows.f32')
    await writeFile(file, Buffer.concat(rows.map((row) => new Uint8Array(row.buffer))))
    const words = [JUDGE, file, `${rows.length}`, `${rows[0]?.length ?? 0}`, '9']
    const { stdout } = await promisify(execFile)(process.env.PYTHON ?? 'python3', words)
    return JSON.parse(stdout) as Judged
  } catch {
    return undefined
  } finally {
    await rm(folder, { recursive: true })
  }
}
