// TensorFlow.js keeps its WASM threads' script inside a string and starts them from blob URLs, which a strict
// policy forbids and minifying breaks. Here the files go to public/wasm/, as they are, and vite-tfjs-wasm.ts
// points the backend at them.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import vm from 'node:vm'

const BINARIES = [
  'tfjs-backend-wasm.wasm',
  'tfjs-backend-wasm-simd.wasm',
  'tfjs-backend-wasm-threaded-simd.wasm',
]
export const THREAD_SCRIPT = 'tfjs-backend-wasm-threaded-simd.worker.js'
export const MAIN_SCRIPT = 'tfjs-backend-wasm-threaded-simd.js'

/** Copies the backend's files of the installed version below `root`/public/wasm/. */
export function copyWasmFiles(root) {
  const from = join(root, 'node_modules', '@tensorflow', 'tfjs-backend-wasm')
  const to = join(root, 'public', 'wasm')
  mkdirSync(to, { recursive: true })
  for (const name of BINARIES) copyFileSync(join(from, 'dist', name), join(to, name))
  copyFileSync(join(from, 'wasm-out', MAIN_SCRIPT), join(to, MAIN_SCRIPT))
  const sandbox = { module: { exports: {} } }
  vm.runInNewContext(readFileSync(join(from, 'wasm-out', THREAD_SCRIPT), 'utf8'), sandbox)
  // One line breaks inside a string of the script, and stands there unescaped.
  writeFileSync(join(to, THREAD_SCRIPT), sandbox.module.exports.wasmWorkerContents.replace(/\n/g, '\\n'))
}
