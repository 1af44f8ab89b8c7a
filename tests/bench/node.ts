import { execFile } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { CaseName, Run } from './plan.ts'
import type { Row } from './row.ts'

/** What a run under Node says of itself. */
export interface NodeReport {
  readonly rows: readonly Row[]
  readonly adapter: string
  readonly software: boolean
  readonly error?: string
}

const RUN = fileURLToPath(new URL('node-run.ts', import.meta.url))
const MOST_OUTPUT = 2 ** 26

export const CASES_UNDER_NODE: readonly CaseName[] = ['block', 'gpu-training', 'gpu-memory', 'gpu-heavy']
/** TensorFlow.js' gradients cannot be imported there, and jax-js looks for a browser. */
const RIVALS_UNDER_NODE: readonly Run['rival'][] = ['PixleepFlow', 'PixleepFlow, running statistics too']

export const runsUnderNode = (name: CaseName, { rival }: Run): boolean =>
  CASES_UNDER_NODE.includes(name) && RIVALS_UNDER_NODE.includes(rival)

export function isInstalled(): boolean {
  try {
    import.meta.resolve('webgpu')
    return true
  } catch {
    return false
  }
}

/** One run in a process of its own. */
export async function measureUnderNode(name: CaseName, index: number, run: Run): Promise<NodeReport> {
  const words = ['--import', 'tsx', RUN, name, `${index}`]
  try {
    const { stdout } = await promisify(execFile)(process.execPath, words, { maxBuffer: MOST_OUTPUT })
    const report = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as NodeReport
    if (!report.error) return report
    return { ...report, rows: [unmeasured(run, report.error)] }
  } catch (error) {
    const [line = ''] = String(error instanceof Error ? error.message : error)
      .split('\n')
      .slice(1)
    return { rows: [unmeasured(run, line || 'the process broke off')], adapter: 'unknown', software: false }
  }
}

const unmeasured = ({ subject, rival }: Run, why: string): Row => ({
  subject,
  by: rival,
  figures: {},
  note: `did not run: ${why}`,
})
