import * as tf from '@tensorflow/tfjs-core'
import { watchWebGl, watchWebGpu } from './device-failure.ts'
import type { BackendName, Device } from './device.ts'
import { MEMORY_BUDGET } from './memory.ts'
import { webGlRenderer } from './webgl.ts'

export { checkDevice, DeviceError } from './device-failure.ts'
export type { BackendName }

/** A backend that has not answered by then is given up: some drivers never do. */
const START_LIMIT_MS = 20_000

export class NoBackendError extends Error {
  constructor(readonly givenUp: Device['givenUp']) {
    super(givenUp.map(({ backend, reason }) => `${backend}: ${reason}`).join('; '))
    this.name = 'NoBackendError'
  }
}

interface Started {
  readonly name: string
  readonly threads: number
}

const STARTERS: Record<BackendName, (softwareToo: boolean) => Promise<Started>> = {
  webgpu: startWebGpu,
  webgl: startWebGl,
  wasm: startWasm,
  cpu: startCpu,
}

/**
 * Starts the first of `order` that works. A software adapter or renderer counts as none unless `softwareToo`: the
 * WASM backend is about a hundred times faster there.
 * @throws NoBackendError with every reason when none starts
 */
export async function startBackend(
  order: readonly BackendName[] = ['webgpu', 'webgl', 'wasm'],
  softwareToo = false,
): Promise<Device> {
  const givenUp: { backend: string; reason: string }[] = []
  for (const backend of order) {
    try {
      const started = await withinLimit(STARTERS[backend](softwareToo))
      return { backend, ...started, givenUp }
    } catch (error) {
      givenUp.push({ backend, reason: error instanceof Error ? error.message : String(error) })
    }
  }
  throw new NoBackendError(givenUp)
}

async function startWebGpu(softwareToo: boolean): Promise<Started> {
  if (!('gpu' in navigator)) throw new Error('this browser has no WebGPU')
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' })
  if (!adapter) throw new Error('no graphics adapter')
  const { vendor, architecture, device, description } = adapter.info
  if (isSoftware(adapter) && !softwareToo) throw new Error('only a software adapter')
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu')
  await use('webgpu')
  const backend = tf.backend()
  if (backend instanceof WebGPUBackend) watchWebGpu(backend.device)
  const name = description || [vendor, architecture, device].filter(Boolean).join(' ')
  return { name: name || 'WebGPU', threads: 1 }
}

/** Where the adapter says that it is a software one; browsers have moved the word from the adapter to its info. */
function isSoftware(adapter: GPUAdapter): boolean {
  const { info } = adapter
  const older = 'isFallbackAdapter' in adapter && adapter.isFallbackAdapter === true
  return (
    info.isFallbackAdapter ||
    older ||
    /swiftshader|llvmpipe/i.test(`${info.architecture} ${info.description}`)
  )
}

/** Lets the current backend go with all its tensors; it can be started anew. */
export function removeBackend(): void {
  const name = tf.getBackend()
  // Removing forgets how to make one as well, and its module registers itself only when first loaded.
  const factory = tf.findBackendFactory(name)
  tf.removeBackend(name)
  tf.registerBackend(name, factory)
}

async function startWebGl(softwareToo: boolean): Promise<Started> {
  const name = webGlRenderer(softwareToo)
  const { MathBackendWebGL } = await import('@tensorflow/tfjs-backend-webgl')
  if (softwareToo) tf.env().set('SOFTWARE_WEBGL_ENABLED', true)
  // Freed textures are kept for their next use, without end unless one is set.
  tf.env().set('WEBGL_DELETE_TEXTURE_THRESHOLD', MEMORY_BUDGET.webgl)
  await use('webgl')
  if (!tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED')) throw new Error('it renders to half floats only')
  const backend = tf.backend()
  if (backend instanceof MathBackendWebGL) watchWebGl(backend.getGPGPUContext().gl.canvas)
  return { name, threads: 1 }
}

async function startWasm(): Promise<Started> {
  // The backend takes half of what it believes to be there and would leave a second core idle.
  const cores = navigator.hardwareConcurrency
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: cores * 2, configurable: true })
  const wasm = await import('@tensorflow/tfjs-backend-wasm')
  wasm.setWasmPaths(new URL(import.meta.env.DEV ? '/wasm/' : '../wasm/', import.meta.url).href)
  await use('wasm')
  const threads = (await tf.env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT')) ? wasm.getThreadsCount() : 1
  return { name: 'WebAssembly', threads }
}

async function startCpu(): Promise<Started> {
  await import('@tensorflow/tfjs-backend-cpu')
  await use('cpu')
  return { name: 'JavaScript', threads: 1 }
}

/** Makes it the backend and sees it compute: a driver that starts and then fails must be found out here. */
async function use(backend: BackendName): Promise<void> {
  if (!(await tf.setBackend(backend))) throw new Error('it did not start')
  const sum = tf.tidy(() => tf.sum(tf.matMul(tf.ones([2, 3]), tf.ones([3, 2]))))
  const [value] = await sum.data()
  sum.dispose()
  if (value !== 12) throw new Error(`it computed ${value} where 12 is right`)
}

function withinLimit<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const seconds = START_LIMIT_MS / 1000
    const limit = setTimeout(() => reject(new Error(`no answer within ${seconds} s`)), START_LIMIT_MS)
    work.then(resolve, reject).finally(() => clearTimeout(limit))
  })
}
