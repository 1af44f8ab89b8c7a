import type * as tf from '@tensorflow/tfjs-core'
import type { Parameters } from '../network/parameters.ts'
import type { Operation } from '../network/pass.ts'

/**
 * Sets every batch norm's running statistics to the mean over the given batches at the present weights (Wu &
 * Johnson 2021, "precise" batch norm, section 3). After a few dozen steps the usual moving average still holds
 * much of the untrained network, and its answers would be worthless.
 * @param batches pictures in the order and sizes of training; they stay the caller's
 */
export function recalibrate(network: Operation, parameters: Parameters, batches: readonly tf.Tensor[]): void {
  let seen = 0
  for (const pictures of batches) {
    const count = pictures.shape[0] ?? 0
    seen += count
    // The mean over all pictures so far; the first batch leaves nothing of what was there.
    const momentum = count / seen
    network(
      { parameters, mode: 'training', record: false, gates: 'flow', momentum },
      pictures,
    ).output.dispose()
  }
}
