import * as Comlink from 'comlink'
import type { IngestApi } from '../../workers/ingest-api.ts'
import type { LearnApi } from '../../workers/learn-api.ts'
import type { RenderApi } from '../../workers/render-api.ts'
import { watched } from './watched-worker.ts'

// The addresses stand here literally, since the bundler finds worker files by this pattern alone.
export const ingestWorker = watched<IngestApi>(
  () => new Worker(new URL('../../workers/ingest.ts', import.meta.url), { type: 'module', name: 'ingest' }),
)
export const renderWorker = watched<RenderApi>(
  () => new Worker(new URL('../../workers/render.ts', import.meta.url), { type: 'module', name: 'render' }),
)
export const learnWorker = watched<LearnApi>(
  () => new Worker(new URL('../../workers/learn.ts', import.meta.url), { type: 'module', name: 'learn' }),
)

/** A callback that a worker may call. */
export const callback = <F extends (...args: never[]) => void>(f: F): F & Comlink.ProxyMarked =>
  Comlink.proxy(f)
