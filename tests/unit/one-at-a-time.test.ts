import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'lock-'))
afterAll(() => rmSync(folder, { recursive: true }))

const MODULE = new URL('../../scripts/one-at-a-time.mjs', import.meta.url).href
const [lock, log, done] = ['lock', 'log', 'done'].map((name) => join(folder, name)) as [
  string,
  string,
  string,
]

/** A process that writes that it starts and ends its work, which takes a moment. */
const command = (isDone: string): string => `
  import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
  import { oneAtATime } from ${JSON.stringify(MODULE)}
  oneAtATime(${JSON.stringify(lock)}, () => ${isDone}, () => {
    appendFileSync(${JSON.stringify(log)}, '(')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150)
    appendFileSync(${JSON.stringify(log)}, ')')
    writeFileSync(${JSON.stringify(done)}, '')
  })`
const start = (isDone: string) =>
  promisify(execFile)(process.execPath, ['--input-type=module', '--eval', command(isDone)])

describe('commands that start at once', () => {
  it('set things up one after another', async () => {
    await Promise.all([1, 2, 3].map(() => start('false')))
    expect(readFileSync(log, 'utf8')).toBe('()()()')
    expect(existsSync(lock)).toBe(false)
  })

  it('wait for one that does, and leave it at that', async () => {
    rmSync(log)
    rmSync(done)
    await Promise.all([1, 2, 3].map(() => start(`existsSync(${JSON.stringify(done)})`)))
    expect(readFileSync(log, 'utf8')).toBe('()')
  })
})
