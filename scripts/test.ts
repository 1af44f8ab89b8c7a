import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { spawn } from 'node:child_process'
import { CHECKS } from './check-jobs.ts'
import { ensureDist, ROOT } from './dist.ts'
import { helpIfAsked } from './help.ts'
import { runJobs } from './parallel.ts'
import { ensureBrowser } from './setup-browser.ts'

helpIfAsked(`
npm test

Everything: formatting, lint, types, then the tests in Node, in a real browser, and the journeys through the built
app. Finds a Chrome, Chromium or Edge, or installs chromium on Debian as root. The last line says how many tests
passed and failed; the exit status is 0 only where none failed.
`)

const PROJECTS = ['unit', 'browser', 'journeys']

interface Summary {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numFailedTestSuites: number
  readonly success: boolean
}

/** Runs one vitest project; its counts come from the JSON report, since only they can be added up. */
async function runProject(project: string, folder: string): Promise<{ passed: number; failed: number }> {
  const report = join(folder, `${project}.json`)
  const words = [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--project', project]
  const code = await new Promise<number | null>((done) =>
    spawn(
      process.execPath,
      [...words, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      {
        cwd: ROOT,
        stdio: 'inherit',
        env: { ...process.env, FORCE_COLOR: '0' },
      },
    ).on('close', done),
  )
  const text = await readFile(report, 'utf8').catch(() => null)
  if (text === null) return { passed: 0, failed: 1 }
  const summary = JSON.parse(text) as Summary
  // A file that does not even load has no tests to fail, and must count all the same.
  const failed = Math.max(summary.numFailedTests, summary.success && code === 0 ? 0 : 1)
  return { passed: summary.numPassedTests, failed }
}

ensureBrowser()
const folder = await mkdtemp(join(tmpdir(), 'pixleepflow-test-'))
const checked = await runJobs(CHECKS, 2)
let passed = checked ? CHECKS.length : 0
let failed = checked ? 0 : 1
await ensureDist({ quiet: true })
for (const project of PROJECTS) {
  const counts = await runProject(project, folder)
  passed += counts.passed
  failed += counts.failed
}
await rm(folder, { recursive: true, force: true })
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
