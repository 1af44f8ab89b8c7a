import * as Comlink from 'comlink'
import type { Measure, Shown } from './measure.ts'

declare global {
  var measureInputs: (at: number) => Promise<Shown[]>
}

/** Each subject in a worker of its own, as the app draws and encodes. */
globalThis.measureInputs = async (at) => {
  const worker = new Worker(new URL('./measure.ts', import.meta.url), { type: 'module' })
  try {
    return await Comlink.wrap<Measure>(worker)(at)
  } finally {
    worker.terminate()
  }
}
