import type * as Wasm from 'onnxruntime-web/wasm'
import jsepModule from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url'
import jsepWasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url'
import wasmModule from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url'
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url'

type Ort = typeof Wasm

/** onnxruntime-web with as many threads as there are cores, where the page may have any. */
export async function onnxRuntime(backend: 'wasm' | 'webgpu'): Promise<{ ort: Ort; threads: number }> {
  const ort: Ort =
    backend === 'wasm' ? await import('onnxruntime-web/wasm') : await import('onnxruntime-web/webgpu')
  const threads = crossOriginIsolated ? navigator.hardwareConcurrency : 1
  ort.env.wasm.numThreads = threads
  ort.env.wasm.wasmPaths =
    backend === 'wasm' ? { mjs: wasmModule, wasm } : { mjs: jsepModule, wasm: jsepWasm }
  return { ort, threads }
}
