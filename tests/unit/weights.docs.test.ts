import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

it('the example of docs/weights.md runs as it stands', { timeout: 60_000 }, async () => {
  const page = await readFile(new URL('../../docs/weights.md', import.meta.url), 'utf8')
  const code = /<<'END'\n(.*?)\nEND\n/s.exec(page)?.[1]
  const words = ['--import', 'tsx', '--input-type=module', '-e', `${code}`]
  const { stdout } = await promisify(execFile)(process.execPath, words, { cwd: ROOT })
  const [, folder = '', answer] = /^(.*): (\d+ tensors, \d+ counters, trained: no)$/m.exec(stdout) ?? []
  await rm(folder, { recursive: true })
  expect(answer).toBe('103 tensors, 17 counters, trained: no')
})
