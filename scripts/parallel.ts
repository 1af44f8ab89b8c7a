import { spawn } from 'node:child_process'
import process from 'node:process'
import { ROOT } from './dist.ts'

export interface Job {
  readonly name: string
  /** A script in node_modules and what it is given. */
  readonly words: readonly string[]
}

export interface JobDone {
  readonly name: string
  readonly passed: boolean
  readonly seconds: number
  readonly output: string
}

/** Runs a Node script of an installed package and keeps what it prints. */
export function runJob({ name, words }: Job): Promise<JobDone> {
  const start = performance.now()
  return new Promise((done) => {
    const child = spawn(process.execPath, words, { cwd: ROOT, env: { ...process.env, FORCE_COLOR: '0' } })
    const output: Buffer[] = []
    child.stdout.on('data', (some: Buffer) => output.push(some))
    child.stderr.on('data', (some: Buffer) => output.push(some))
    const end = (passed: boolean, more = ''): void =>
      done({
        name,
        passed,
        seconds: (performance.now() - start) / 1000,
        output: Buffer.concat(output).toString() + more,
      })
    child.on('error', (error) => end(false, error.message))
    child.on('close', (code) => end(code === 0))
  })
}

/** Runs jobs, at most `width` at a time, and prints a line for each; a failed one's output in full. */
export async function runJobs(jobs: readonly Job[], width: number): Promise<boolean> {
  const waiting = [...jobs]
  let passed = true
  const worker = async (): Promise<void> => {
    for (let job = waiting.shift(); job; job = waiting.shift()) {
      const done = await runJob(job)
      passed &&= done.passed
      console.log(`${done.passed ? 'ok  ' : 'FAIL'} ${done.name} (${done.seconds.toFixed(1)} s)`)
      if (!done.passed) console.log(done.output.trim())
    }
  }
  await Promise.all(Array.from({ length: width }, worker))
  return passed
}
