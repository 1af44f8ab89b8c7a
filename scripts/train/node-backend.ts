import { fileURLToPath } from 'node:url'
import * as tf from '@tensorflow/tfjs-core'
import { startBackend } from '../../src/network/backend.ts'
import type { Device } from '../../src/network/device.ts'
import { webGpuIntoNode } from '../webgpu-package.ts'
import type { NodeBackend } from './options.ts'

/**
 * Starts TensorFlow.js under Node.
 * @throws Error that says what to install, or what failed
 */
export const startNodeBackend = (backend: NodeBackend = 'wasm'): Promise<Device> =>
  backend === 'webgpu' ? startWebGpu() : startWasm()

/** It has no threads under Node: a run is one process on one core. */
async function startWasm(): Promise<Device> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm')
  setWasmPaths(fileURLToPath(new URL('../../public/wasm/', import.meta.url)))
  if (!(await tf.setBackend('wasm'))) throw new Error('TensorFlow.js did not start its WASM backend')
  return { backend: 'wasm', name: 'WebAssembly in Node', threads: 1, givenUp: [] }
}

async function startWebGpu(): Promise<Device> {
  await webGpuIntoNode()
  return startBackend(['webgpu'])
}
