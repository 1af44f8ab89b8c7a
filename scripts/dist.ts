import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
export const DIST = join(ROOT, 'dist')

/** Outside dist/, so that the mark is never served. */
const MARK = join(ROOT, 'node_modules', '.cache', 'pixleepflow', 'built-from')

const SOURCES = ['src', 'workers', 'public', 'messages', 'index.html', 'vite.config.ts', 'svelte.config.js']
const MORE_SOURCES = ['package-lock.json', 'scripts/policy.ts', 'scripts/dist.ts']

async function filesUnder(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => null)
  if (entries === null) return existsSync(path) ? [path] : []
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** One hash over everything that a build reads. */
async function sourcesHash(): Promise<string> {
  const lists = await Promise.all([...SOURCES, ...MORE_SOURCES].map((name) => filesUnder(join(ROOT, name))))
  const hash = createHash('sha256')
  for (const file of lists.flat().sort())
    hash
      .update(file)
      .update('\0')
      .update(await readFile(file))
  return hash.digest('hex')
}

/** In a process of its own: called from a test, the build would otherwise take itself for one. */
const viteBuild = (logLevel: string): Promise<void> =>
  new Promise((done, failed) => {
    const words = [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', logLevel]
    const env = { ...process.env, NODE_ENV: 'production' }
    spawn(process.execPath, words, { cwd: ROOT, stdio: 'inherit', env })
      .on('error', failed)
      .on('close', (code) => (code === 0 ? done() : failed(new Error('The app could not be built.'))))
  })

/** Builds dist/. */
export async function buildDist(options: { quiet: boolean }): Promise<void> {
  const hash = await sourcesHash()
  await viteBuild(options.quiet ? 'warn' : 'info')
  await mkdir(dirname(MARK), { recursive: true })
  await writeFile(MARK, hash)
}

/** Builds dist/ where it is missing or made from other sources than those that lie here now. */
export async function ensureDist(options: { quiet: boolean }): Promise<void> {
  if (existsSync(join(DIST, 'index.html'))) {
    const built = await readFile(MARK, 'utf8').catch(() => null)
    if (built === (await sourcesHash())) return
  }
  console.log('Building the app …')
  await buildDist(options)
}
