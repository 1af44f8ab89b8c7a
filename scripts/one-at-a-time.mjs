// Several commands may start at once, on a shared disk even from several machines: what one of them sets up, the
// others wait for.
import { mkdirSync, rmSync, statSync } from 'node:fs'
import process from 'node:process'

const PAUSE_MS = 100
const SAY_AFTER_MS = 10_000
/** Nothing that is set up takes as long: whoever made an older lock was killed. */
const STALE_MS = 20 * 60_000

/**
 * Does `work` while no other process does, unless it was done meanwhile.
 * @param {string} lock a folder that exists while one is at work
 * @param {() => boolean} isDone
 * @param {() => void} work
 */
export function oneAtATime(lock, isDone, work) {
  if (isDone()) return
  const started = Date.now()
  let said = false
  while (!taken(lock)) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS)
    if (said || Date.now() - started < SAY_AFTER_MS) continue
    said = true
    console.error(`Waiting for another command that sets things up. If there is none, delete ${lock}.`)
  }
  const letGo = () => rmSync(lock, { recursive: true, force: true })
  const end = () => process.exit(130)
  process.on('exit', letGo)
  process.on('SIGINT', end)
  process.on('SIGTERM', end)
  try {
    if (!isDone()) work()
  } finally {
    letGo()
    process.off('exit', letGo)
    process.off('SIGINT', end)
    process.off('SIGTERM', end)
  }
}

/** Making a folder either works or finds it there; nothing comes between. */
function taken(lock) {
  try {
    mkdirSync(lock)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (isStale(lock)) rmSync(lock, { recursive: true, force: true })
    return false
  }
}

function isStale(lock) {
  const found = statSync(lock, { throwIfNoEntry: false })
  return found !== undefined && Date.now() - found.mtimeMs > STALE_MS
}
