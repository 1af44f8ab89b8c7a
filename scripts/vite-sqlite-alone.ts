import type { Plugin } from 'vite'

/** Each of these must be found in the package's source: a new version that changes them must not pass unseen. */
const CHANGES: Readonly<Record<string, readonly (readonly [from: RegExp, to: string])[]>> = {
  // A door to a worker of its own, which would be bundled as well, with a second copy of everything.
  'index.mjs': [
    [/import '\.\/sqlite-wasm\/jswasm\/sqlite3-worker1-promiser\.mjs';/, ''],
    [/const sqlite3Worker1Promiser = globalThis\.sqlite3Worker1Promiser;/, ''],
    [/export \{ sqlite3Worker1Promiser \};/, ''],
  ],
  // Databases are read from memory, so that no file system of the browser is opened, and no worker for it.
  'sqlite3-bundler-friendly.mjs': [
    [/new Worker\(\s*new URL\('sqlite3-opfs-async-proxy\.js', import\.meta\.url\),?\s*\)/, 'undefined'],
    [/const installOpfsVfs = function callee\(options\) \{/, '$& return Promise.resolve(sqlite3);'],
  ],
}

/** Bundles SQLite as one script and one WASM file, without what the package brings for other uses. */
export function sqliteAlone(): Plugin {
  return {
    name: 'sqlite-alone',
    transform(code, id) {
      const name = /@sqlite\.org[\\/]sqlite-wasm[\\/](?:.*[\\/])?([\w-]+\.mjs)/.exec(id)?.[1]
      const changes = name && CHANGES[name]
      if (!changes) return null
      let changed = code
      for (const [from, to] of changes) {
        if (!from.test(changed)) this.error(`SQLite's package has changed: ${from.source} is not in ${id}`)
        changed = changed.replace(from, to)
      }
      return { code: changed, map: null }
    },
  }
}
