import * as tf from '@tensorflow/tfjs-core'
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'

export interface CountedBytes {
  /** Bytes alive now that were not there when counting began. */
  readonly alive: number
  /** The most that were alive at a time. */
  readonly peak: number
}

/**
 * Counts what the WASM backend really holds. `tf.memory()` counts every handle, so that a clone, which shares its
 * data, counts twice.
 */
export function countBytes<T>(work: (count: () => CountedBytes) => T): T {
  const backend = tf.backend() as BackendWasm
  const { move, disposeData } = backend
  const sizes = new Map<object, number>()
  let alive = 0
  let peak = 0
  backend.move = function (dataId, values, shape, dtype, refCount) {
    const bytes = tf.util.sizeFromShape(shape) * tf.util.bytesPerElement(dtype)
    sizes.set(dataId, bytes)
    alive += bytes
    peak = Math.max(peak, alive)
    move.call(this, dataId, values, shape, dtype, refCount)
  }
  backend.disposeData = function (dataId, force) {
    const gone = disposeData.call(this, dataId, force)
    if (gone) alive -= sizes.get(dataId) ?? 0
    if (gone) sizes.delete(dataId)
    return gone
  }
  try {
    return work(() => ({ alive, peak }))
  } finally {
    backend.move = move
    backend.disposeData = disposeData
  }
}
