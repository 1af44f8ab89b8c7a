import * as tf from '@tensorflow/tfjs-core'
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import { sizeOf } from '../tensors.ts'

/**
 * Each entry of the first axis as a tensor of `shape`. On WASM one copy of a block each; TensorFlow.js' own slice
 * copies the whole tensor out of the heap first, every time.
 */
export function frontParts(x: tf.Tensor, shape: readonly number[]): tf.Tensor[] {
  const [count = 0] = x.shape
  if (tf.getBackend() !== 'wasm') return tf.unstack(tf.reshape(x, [count, ...shape]))
  const backend = tf.backend() as BackendWasm
  const size = sizeOf(shape)
  return Array.from({ length: count }, (_, part) => {
    const info = backend.makeOutput([...shape], 'float32')
    // Views of the heap are made after the output: making it may have moved the heap.
    const from = backend.typedArrayFromHeap(x).subarray(part * size, (part + 1) * size)
    backend.typedArrayFromHeap(info).set(from)
    return tf.engine().makeTensorFromTensorInfo(info)
  })
}
