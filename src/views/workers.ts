import * as Comlink from 'comlink'
import type { IngestApi } from '../../workers/ingest-api.ts'
import type { LearnApi } from '../../workers/learn-api.ts'
import type { RenderApi } from '../../workers/render-api.ts'

interface Living<T> {
  readonly api: Comlink.Remote<T>
  /** Rejects when the worker dies: a call to a dead worker would otherwise never settle. */
  readonly death: Promise<never>
}

function begin<T>(worker: Worker, forget: () => void): Living<T> {
  const death = new Promise<never>((_, reject) => {
    worker.addEventListener('error', (event) => {
      forget()
      worker.terminate()
      reject(new Error(event.message || `The ${event.type} of a worker ended it.`))
    })
  })
  // A death with no call under way concerns nobody: the next call starts a new worker.
  death.catch(() => undefined)
  return { api: Comlink.wrap<T>(worker), death }
}

type Call = (...args: unknown[]) => Promise<unknown>

/** A worker that is started by the first call, and again by the first call after it died. */
export function workerOnDemand<T>(start: () => Worker): () => Comlink.Remote<T> {
  let living: Living<T> | undefined
  const proxy = new Proxy({} as Comlink.Remote<T>, {
    get:
      (_, name) =>
      (...args: unknown[]) => {
        living ??= begin<T>(start(), () => (living = undefined))
        const call = living.api[name as keyof Comlink.Remote<T>] as Call
        return Promise.race([call(...args), living.death])
      },
  })
  return () => proxy
}

// The addresses stand here literally, since the bundler finds worker files by this pattern alone.
export const ingestWorker = workerOnDemand<IngestApi>(
  () => new Worker(new URL('../../workers/ingest.ts', import.meta.url), { type: 'module', name: 'ingest' }),
)
export const renderWorker = workerOnDemand<RenderApi>(
  () => new Worker(new URL('../../workers/render.ts', import.meta.url), { type: 'module', name: 'render' }),
)
export const learnWorker = workerOnDemand<LearnApi>(
  () => new Worker(new URL('../../workers/learn.ts', import.meta.url), { type: 'module', name: 'learn' }),
)

/** A callback that a worker may call. */
export const callback = <F extends (...args: never[]) => void>(f: F): F & Comlink.ProxyMarked =>
  Comlink.proxy(f)
