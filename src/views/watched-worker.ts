import * as Comlink from 'comlink'

/** The worker that a call was waiting for is gone. The next call starts a new one. */
export class WorkerDied extends Error {
  override readonly name = 'WorkerDied'

  constructor() {
    super('The background process ended unexpectedly, perhaps for want of memory')
  }
}

/** The name of the lock in the message with which a worker shows itself alive (workers/alive.ts). */
const lockIn = (data: unknown): string | null =>
  typeof data === 'object' && data !== null && 'alive' in data && typeof data.alive === 'string'
    ? data.alive
    : null

interface Life {
  /** The worker holds its lock: from now on its death will be noticed. */
  readonly begun: Promise<void>
  /** Settles, by rejection, when the worker is dead. */
  readonly ended: Promise<never>
}

function lifeOf(worker: Worker): Life {
  const begun = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<never>()
  const died = (): void => ended.reject(new WorkerDied())
  // Its script could not be loaded, or failed outside any call.
  worker.addEventListener('error', died)
  worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const lock = lockIn(data)
    if (!lock) return
    begun.resolve()
    void navigator.locks.request(lock, died)
  })
  return { begun: begun.promise, ended: ended.promise }
}

/**
 * One worker a job, started when first needed and again after it has died. Calls that were waiting for a dead
 * one reject with WorkerDied.
 */
export function watched<T>(start: () => Worker): () => Comlink.Remote<T> {
  let current: Comlink.Remote<T> | undefined
  return () => (current ??= watch<T>(start(), () => (current = undefined)))
}

function watch<T>(worker: Worker, onDeath: () => void): Comlink.Remote<T> {
  const api = Comlink.wrap<T>(worker)
  const { begun, ended } = lifeOf(worker)
  let death: unknown
  // Not a race with the worker's life: that would hold every answer for as long as the worker lives.
  const waiting = new Set<(reason: unknown) => void>()
  ended.catch((reason: unknown) => {
    death = reason
    for (const reject of waiting) reject(reason)
    waiting.clear()
    onDeath()
    worker.terminate()
  })
  type Calls = Record<PropertyKey, (...args: unknown[]) => Promise<unknown>>
  const call = (key: PropertyKey, args: unknown[]): Promise<unknown> =>
    new Promise((done, reject) => {
      if (death) return reject(death as Error)
      waiting.add(reject)
      begun
        .then(() => (api as unknown as Calls)[key]?.(...args))
        .then(done, reject)
        .finally(() => waiting.delete(reject))
    })
  return new Proxy(api, {
    get:
      (_, key) =>
      (...args: unknown[]) =>
        call(key, args),
  })
}
