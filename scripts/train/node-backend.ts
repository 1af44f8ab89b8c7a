import { fileURLToPath } from 'node:url'
import * as tf from '@tensorflow/tfjs-core'
import type { Device } from '../../src/network/device.ts'

/** TensorFlow.js' WASM backend under Node, which has no threads there: a run is one process on one core. */
export async function startNodeBackend(): Promise<Device> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
  setWasmPaths(fileURLToPath(new URL('../../public/wasm/', import.meta.url)))
  if (!(await tf.setBackend('wasm'))) throw new Error('TensorFlow.js did not start its WASM backend')
  return { backend: 'wasm', name: 'WebAssembly in Node', threads: 1, givenUp: [] }
}
