// The door to every command: sets up what is missing, then runs scripts/<name>.ts.
// Plain JavaScript without imports from node_modules, since on a fresh clone there are none.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createHash } from 'node:crypto'
import process from 'node:process'
import { oneAtATime } from './one-at-a-time.mjs'
import { copyWasmFiles, THREAD_SCRIPT } from './wasm-files.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const [name, ...rest] = process.argv.slice(2)

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `PixleepFlow needs Node 20.19 or newer; this is ${process.versions.node}. Get it from nodejs.org.`,
  )
  process.exit(1)
}

const READY_MARK = join(root, 'node_modules', '.ready-for')
oneAtATime(join(root, '.setting-up'), isReady, () => {
  install()
  copyWasmFiles(root)
  listLanguages()
  // Before the messages are compiled: one that is written meanwhile is for the next command.
  const now = state()
  compileMessages()
  writeFileSync(READY_MARK, now)
})

const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'scripts', `${name}.ts`), ...rest], {
  stdio: 'inherit',
  cwd: process.env.INIT_CWD ?? process.cwd(),
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))

/** Whether all was set up for these packages and messages, and still lies there. */
function isReady() {
  const made = [
    join(root, 'public', 'wasm', THREAD_SCRIPT),
    join(root, 'src', 'i18n', 'paraglide', 'messages.js'),
  ]
  return made.every(existsSync) && existsSync(READY_MARK) && readFileSync(READY_MARK, 'utf8') === state()
}

/** Hash of all that is set up from. */
function state() {
  const hash = createHash('sha256')
  const messages = readdirSync(join(root, 'messages')).sort()
  const files = [
    'package-lock.json',
    'project.inlang/settings.json',
    ...messages.map((name) => `messages/${name}`),
  ]
  for (const name of files) hash.update(`${name}\n`).update(readFileSync(join(root, name)))
  return hash.digest('hex')
}

/** Installs from the lock file, once for each version of it. */
function install() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  const hash = createHash('sha256').update(lock).digest('hex')
  const mark = join(root, 'node_modules', '.installed-for')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === hash) return
  console.log('Installing what is missing (from package-lock.json) …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const done = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (done.status !== 0) {
    console.error('npm ci failed. Check the network connection and run the command again.')
    process.exit(done.status ?? 1)
  }
  writeFileSync(mark, hash)
}

/** The message catalogue becomes typed functions that pages and commands share. */
function compileMessages() {
  const bin = join(root, 'node_modules', '@inlang', 'paraglide-js', 'bin', 'run.js')
  const done = spawnSync(
    process.execPath,
    [
      bin,
      'compile',
      '--project',
      './project.inlang',
      '--outdir',
      './src/i18n/paraglide',
      '--strategy',
      'preferredLanguage',
      'baseLocale',
    ],
    { cwd: root, encoding: 'utf8', env: { ...process.env, DO_NOT_TRACK: '1' } },
  )
  if (done.status !== 0) {
    console.error(done.stdout, done.stderr, 'The message catalogue in messages/ could not be compiled.')
    process.exit(1)
  }
}

/** A language is a file in messages/, and nothing else: the compiler's list of them is written from the folder. */
function listLanguages() {
  const settings = join(root, 'project.inlang', 'settings.json')
  const before = readFileSync(settings, 'utf8')
  const found = readdirSync(join(root, 'messages')).filter((name) => name.endsWith('.json'))
  const locales = found.map((name) => name.slice(0, -'.json'.length)).sort()
  const after = JSON.stringify({ ...JSON.parse(before), locales }, null, 2) + '\n'
  if (after !== before) writeFileSync(settings, after)
}
