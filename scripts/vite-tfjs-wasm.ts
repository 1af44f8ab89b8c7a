import type { Plugin } from 'vite'

/** Each of these must be found in the backend's source: a new version that changes them must not pass unseen. */
const CHANGES: readonly (readonly [from: RegExp, to: string])[] = [
  // The threads' script: a static file instead of a blob.
  [
    /const response = wasmWorkerContents[\s\S]*?return URL\.createObjectURL\(blob\);/,
    'return wasmPathPrefix + path;',
  ],
  // What each thread loads: the same static file that this thread's copy was bundled from.
  [
    /factoryConfig\.mainScriptUrlOrBlob = new Blob\(\[[\s\S]*?\{ type: 'text\/javascript' \}\);/,
    "factoryConfig.mainScriptUrlOrBlob = wasmPathPrefix + 'tfjs-backend-wasm-threaded-simd.js';",
  ],
]

/** Makes TensorFlow.js' WASM backend start its threads from files under a strict Content-Security-Policy. */
export function tfjsWasmFromFiles(): Plugin {
  return {
    name: 'tfjs-wasm-from-files',
    transform(code, id) {
      if (!/tfjs-backend-wasm[\\/]dist[\\/]backend_wasm\.js/.test(id)) return null
      let changed = code
      for (const [from, to] of CHANGES) {
        if (!from.test(changed)) this.error(`The WASM backend has changed: ${from.source} is not in ${id}`)
        changed = changed.replace(from, to)
      }
      return { code: changed, map: null }
    },
  }
}
