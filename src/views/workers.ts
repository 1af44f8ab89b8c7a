import * as Comlink from 'comlink'
import type { IngestApi } from '../../workers/ingest-api.ts'
import type { LearnApi } from '../../workers/learn-api.ts'
import type { RenderApi } from '../../workers/render-api.ts'

/**
 * One worker a job, started when first needed. The addresses stand here literally, since the bundler finds
 * worker files by this pattern alone.
 */
function once<T>(start: () => Worker): () => Comlink.Remote<T> {
  let api: Comlink.Remote<T> | undefined
  return () => {
    if (!api) {
      const worker = start()
      worker.addEventListener('error', () => (api = undefined))
      api = Comlink.wrap<T>(worker)
    }
    return api
  }
}

export const ingestWorker = once<IngestApi>(
  () => new Worker(new URL('../../workers/ingest.ts', import.meta.url), { type: 'module', name: 'ingest' }),
)
export const renderWorker = once<RenderApi>(
  () => new Worker(new URL('../../workers/render.ts', import.meta.url), { type: 'module', name: 'render' }),
)
export const learnWorker = once<LearnApi>(
  () => new Worker(new URL('../../workers/learn.ts', import.meta.url), { type: 'module', name: 'learn' }),
)

/** A callback that a worker may call. */
export const callback = <F extends (...args: never[]) => void>(f: F): F & Comlink.ProxyMarked =>
  Comlink.proxy(f)
