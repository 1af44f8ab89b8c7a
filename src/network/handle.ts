import * as tf from '@tensorflow/tfjs-core'

/**
 * A second handle on the same data, to be disposed by itself. `clone` would do on WebGPU; on WASM it copies, and
 * half of what a step keeps would be copies.
 */
export const handleOn = <T extends tf.Tensor>(tensor: T): T =>
  tf.reshape(tensor, tensor.shape) as unknown as T
