import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { BenchArguments } from '../arguments.ts'
import type { Column, MeasuredCase, Row } from '../row.ts'
import { tableOf } from '../table.ts'
import * as data from './data.ts'

const run = promisify(execFile)
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const JUDGE = here('../../../scripts/judges/etri_reading.py')

/** Each figure is the best of so many runs: what else runs on the machine only ever makes them slower. */
const REPEATS = 3

const COLUMNS: readonly Column[] = [
  { key: 'seconds', title: 'seconds', unit: 'seconds' },
  { key: 'cpu', title: 'CPU s', unit: 'seconds' },
  { key: 'perSecond', title: 'rows/s', unit: 'perSecond' },
  { key: 'peak', title: 'peak memory', unit: 'bytes' },
  { key: 'days', title: 'days', unit: 'count' },
  { key: 'channels', title: 'channels', unit: 'count' },
]

interface Reading {
  readonly seconds: number
  readonly cpu: number
  readonly peak: number
  readonly days: number
  readonly channels: number
  readonly problems: number
}

/** What pandas took, in seconds. */
interface Pandas {
  readonly read: number
  readonly notebook: number
  readonly paper: number
  readonly rows: number
  readonly peak: number
  readonly version: string
}

/** `npm run bench -- ingest`: prints tables, and writes the figures as JSON where asked to. */
export async function benchIngest({ json, only }: BenchArguments): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pixleepflow-bench-'))
  const before = loadavg()[0] ?? 0
  try {
    const cases: MeasuredCase[] = []
    for (const make of [tablesCase, minutesCase, arraysCase]) {
      const made = await make(folder, only)
      if (made.rows.length > 0) cases.push(made)
    }
    const machine = {
      date: new Date().toISOString().slice(0, 10),
      cores: availableParallelism(),
      processor: cpus()[0]?.model.trim() ?? 'unknown',
      node: process.version,
      load: [before, loadavg()[0] ?? 0],
    }
    const { date, cores, processor, node, load } = machine
    console.log(`${date}; ${cores} cores (${processor}); Node ${node}`)
    console.log(
      `load ${load.map((value) => value.toFixed(1)).join(' before, ')} after; beyond the cores, times are inflated`,
    )
    for (const one of cases) console.log(`\n${tableOf(one).join('\n')}`)
    if (json) await writeFile(resolve(json), `${JSON.stringify({ machine, cases }, null, 2)}\n`)
    process.exitCode = cases.length > 0 ? 0 : 1
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function tablesCase(folder: string, only: RegExp): Promise<MeasuredCase> {
  const rows: Row[] = []
  for (const days of [1, 3, 7]) {
    const subject = `${days === 1 ? 'a day' : `${days} days`} of 50 Hz`
    if (!only.test(`tables ${subject}`)) continue
    const at = join(folder, `tables-${days}`)
    await data.tables(at, days)
    rows.push(...(await both(subject, 'tables', at, 4_320_000 * days)))
    await rm(at, { recursive: true })
  }
  return {
    name: 'tables',
    title:
      'ETRI 2024’s seven tables of a virtual person, GZIP pages, row groups of a million rows, to 18 channels',
    columns: COLUMNS,
    rows,
  }
}

async function minutesCase(folder: string, only: RegExp): Promise<MeasuredCase> {
  const rows: Row[] = []
  for (const files of [1000, 10_000]) {
    const subject = `${files.toLocaleString('en')} small CSVs`
    if (!only.test(`minutes ${subject}`)) continue
    const at = join(folder, `minutes-${files}`)
    await data.minutes(at, files)
    rows.push(...(await both(subject, 'minutes', at, 624 * files)))
    await rm(at, { recursive: true })
  }
  return { name: 'minutes', title: 'ETRI 2020’s folders, a CSV a minute and sensor', columns: COLUMNS, rows }
}

async function arraysCase(folder: string, only: RegExp): Promise<MeasuredCase> {
  const columns: readonly Column[] = [
    { key: 'paper', title: 'paper’s rule s', unit: 'seconds' },
    { key: 'notebook', title: 'notebooks’ s', unit: 'seconds' },
  ]
  const subject = 'three channels of a day of 50 Hz'
  const name = 'arrays'
  if (!only.test(`${name} ${subject}`)) return { name, title: '', columns, rows: [] }
  const ours = JSON.parse(await printed('arrays.ts')) as { paper: number; notebook: number }
  const file = join(folder, 'arrays.bin')
  const { times, values } = data.arrays()
  await writeFile(file, Buffer.concat([times, ...values].map((array) => new Uint8Array(array.buffer))))
  const theirs = await pandas<Pandas>('arrays', file)
  const rows: Row[] = [
    { subject, by: 'PixleepFlow', figures: { paper: ours.paper, notebook: ours.notebook } },
    theirs
      ? {
          subject,
          by: `pandas ${theirs.version}`,
          figures: { paper: theirs.paper, notebook: theirs.notebook },
        }
      : absent(subject),
  ]
  return { name, title: 'synchronising alone, arrays in memory', columns, rows }
}

/** Ours, and pandas' where Python has it: its reading alone, and with either way of synchronising. */
async function both(subject: string, kind: string, at: string, rows: number): Promise<Row[]> {
  console.error(`${kind}: ${subject}`)
  const runs: Reading[] = []
  for (let k = 0; k < REPEATS; k++) runs.push(JSON.parse(await printed('read.ts', at, `${rows}`)) as Reading)
  const fastest = runs.reduce((a, b) => (b.seconds < a.seconds ? b : a))
  const { seconds, problems } = fastest
  const peak = Math.max(...runs.map((one) => one.peak))
  const note = problems > 0 ? `${problems} problems` : undefined
  const ours = { ...fastest, peak, perSecond: rows / seconds }
  const { problems: _problems, ...figures } = ours
  const made: Row[] = [{ subject, by: 'PixleepFlow, read and synchronised', figures, note }]
  const judged: Pandas[] = []
  for (let k = 0; k < REPEATS; k++) {
    const one = await pandas<Pandas>(kind, at)
    if (!one) return [...made, absent(subject)]
    judged.push(one)
  }
  const least = (of: (one: Pandas) => number): number => Math.min(...judged.map(of))
  const by = `pandas ${judged[0]!.version}`
  const line = (what: string, took: number): Row => ({
    subject,
    by: `${by}, ${what}`,
    figures: { seconds: took, perSecond: rows / took, peak: judged[0]!.peak },
  })
  return [
    ...made,
    line(
      'reading alone',
      least((one) => one.read),
    ),
    line(
      'and the paper’s rule',
      least((one) => one.read + one.paper),
    ),
    line(
      'and the notebooks’ resampling',
      least((one) => one.read + one.notebook),
    ),
  ]
}

const absent = (subject: string): Row => ({
  subject,
  by: 'pandas',
  figures: {},
  note: 'did not run: python3 here has no working pandas and pyarrow',
})

/** What a script beside this one prints, in a fresh process: no run inherits another's memory or warm code. */
async function printed(script: string, ...words: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ['--import', 'tsx', here(script), ...words])
  return stdout
}

async function pandas<T>(kind: string, at: string): Promise<T | undefined> {
  try {
    return JSON.parse((await run('python3', [JUDGE, kind, at])).stdout) as T
  } catch {
    return undefined
  }
}
