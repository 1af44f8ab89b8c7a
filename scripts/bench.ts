import { writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { HOW_TO_INSTALL } from './webgpu-package.ts'
import { CASES_UNDER_NODE, isInstalled, measureUnderNode, runsUnderNode } from '../tests/bench/node.ts'
import { ArgumentError, benchArguments, type BenchArguments } from '../tests/bench/arguments.ts'
import { compared } from '../tests/bench/compare.ts'
import { benchExport } from '../tests/bench/export/run.ts'
import { benchIngest } from '../tests/bench/ingest/run.ts'
import { benchInputs } from '../tests/bench/inputs/run.ts'
import { PLAN, type CaseName, type Run, type TrainingRun } from '../tests/bench/plan.ts'
import type { Machine, MeasuredCase, Report, Row } from '../tests/bench/row.ts'
import { reportText } from '../tests/bench/table.ts'
import { measureTorch } from '../tests/bench/torch.ts'
import { ROOT } from './dist.ts'
import { helpIfAsked } from './help.ts'
import { IsolatedPages } from './isolated-pages.ts'

helpIfAsked(`
npm run bench -- network [--json FILE] [--only PATTERN] [--node]
npm run bench -- ingest [--json FILE] [--only PATTERN]
npm run bench -- inputs [--json FILE] [--only PATTERN]
GIGABYTES=4 npm run bench -- export

Measures the network beside other libraries in one run of headless Chromium, every rival on the same inputs, and
prints medians as tables. What cannot run here says so in its row. docs/benchmarks.md tells what each case is.

"ingest" measures reading and synchronising in Node beside pandas with pyarrow, where python3 has them; cases: tables,
minutes, arrays.

"inputs" measures how a day becomes a picture, spectrograms or a sequence in a worker of headless Chromium, beside
Matplotlib where python3 (or the interpreter that PYTHON names) has it.

"export" reads an invented Apple Health export of so many gigabytes in the app: time, memory, cancel.

  --json  writes the figures to FILE, too
  --only  a regular expression, matched against "CASE SUBJECT, RIVAL"; cases: ${PLAN.map(({ name }) => name).join(', ')}
  --node  WebGPU under Node instead of a browser, with the package "webgpu" (${HOW_TO_INSTALL}); cases:
          ${CASES_UNDER_NODE.join(', ')}. VK_ICD_FILENAMES chooses the driver, as in every Vulkan program.

With GPU=1 in the environment WebGPU is the machine's own graphics card; else SwiftShader, on the processor.
`)

const PAGE = 'tests/bench/page.html'
const BUNDLED = [
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-core/dist/register_all_gradients',
  '@tensorflow/tfjs-backend-cpu',
  '@tensorflow/tfjs-backend-wasm',
  '@tensorflow/tfjs-backend-webgpu',
]
const RIVALS = ['@tensorflow/tfjs-core', '@jax-js/jax', 'onnxruntime-web']

const given = argumentsOrEnd()
if (given.group === 'ingest') {
  await benchIngest(given)
  process.exit()
}
if (given.group === 'export') {
  await benchExport()
  process.exit()
}
if (given.group === 'inputs') {
  await benchInputs(given)
  process.exit()
}
const loadBefore = loadNow()
const report = given.node ? await underNode(given) : await inBrowser(given)
console.log(reportText(report))
if (given.json) await writeFile(resolve(given.json), `${JSON.stringify(report, null, 2)}\n`)
process.exitCode = report.cases.length > 0 ? 0 : 1

async function inBrowser(given: BenchArguments): Promise<Report> {
  const pages = await IsolatedPages.start({
    // Named, not discovered: a library found late would be bundled anew under the feet of the page. Two find files
    // of theirs by their own address, and stay as they are. No other command shares the cache.
    optimizeDeps: { noDiscovery: true, include: BUNDLED, exclude: ['@jax-js/jax', 'onnxruntime-web'] },
    cacheDir: join(ROOT, 'node_modules', '.vite-bench'),
  })
  try {
    const measured = await cases(given, (name, index) => inPage(pages, name, index))
    const page = await pages.open(PAGE, 'describePage')
    const described = await page.evaluate(() => globalThis.describePage())
    await page.close()
    return { machine: machine(`Chromium ${pages.browser.version()}`, described), cases: measured }
  } finally {
    await pages.close()
  }
}

async function underNode(given: BenchArguments): Promise<Report> {
  if (!isInstalled()) {
    console.error(`--node wants the package "webgpu": ${HOW_TO_INSTALL}`)
    process.exit(2)
  }
  let described = { adapter: 'none', software: false }
  const measured = await cases(given, async (name, index, run) => {
    if (!runsUnderNode(name, run)) return []
    const { rows, adapter, software } = await measureUnderNode(name, index, run)
    described = { adapter, software }
    return rows
  })
  const host = `Node ${process.version}, webgpu ${versionOf('webgpu')}`
  return { machine: machine(host, { ...described, isolated: true }), cases: measured }
}

function argumentsOrEnd(): BenchArguments {
  try {
    return benchArguments(process.argv.slice(2))
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error
    console.error(error.message)
    process.exit(2)
  }
}

async function cases(
  { only }: BenchArguments,
  measure: (name: CaseName, index: number, run: Run) => Promise<readonly Row[]>,
): Promise<MeasuredCase[]> {
  const done: MeasuredCase[] = []
  for (const { name, title, columns, runs } of PLAN) {
    const rows: Row[] = []
    for (const [index, run] of (runs as readonly Run[]).entries()) {
      const label = `${name} ${run.subject}, ${run.rival}`
      if (!only.test(label)) continue
      console.error(label)
      rows.push(
        ...(run.rival === 'PyTorch'
          ? await measureTorch(run as TrainingRun)
          : await measure(name, index, run)),
      )
    }
    if (rows.length > 0) done.push({ name, title, columns, rows: compared(rows) })
  }
  return done
}

async function inPage(pages: IsolatedPages, name: CaseName, index: number): Promise<Row[]> {
  const page = await pages.open(PAGE, 'measureRun')
  const rows = await page.evaluate(([of, at]) => globalThis.measureRun(of, at), [name, index] as const)
  await page.close()
  return rows
}

/** Over the last minute; 0 where the system does not tell. */
function loadNow(): number {
  return loadavg()[0] ?? 0
}

function machine(browser: string, described: Pick<Machine, 'adapter' | 'software' | 'isolated'>): Machine {
  return {
    date: new Date().toISOString().slice(0, 10),
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    load: [loadBefore, loadNow()],
    browser,
    ...described,
    versions: Object.fromEntries(RIVALS.map((name) => [name, versionOf(name)])),
  }
}

function versionOf(name: string): string {
  const file = readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8')
  return (JSON.parse(file) as { version: string }).version
}
