import * as tf from '@tensorflow/tfjs-core'
import type { Parameters } from '../network/parameters.ts'
import type { Operation } from '../network/pass.ts'

/**
 * Sets every batch norm's running statistics to the mean over the given batches at the present weights (Wu &
 * Johnson 2021, "precise" batch norm, section 3). After a few dozen steps the usual moving average still holds
 * much of the untrained network, and its answers would be worthless.
 * @param batches days in the order and sizes of training, made one by one as they are wanted and disposed here
 */
export function recalibrate(network: Operation, parameters: Parameters, batches: Iterable<tf.Tensor>): void {
  let seen = 0
  for (const inputs of batches) {
    const count = inputs.shape[0] ?? 0
    seen += count
    // The mean over all days so far; the first batch leaves nothing of what was there.
    const momentum = count / seen
    network({ parameters, mode: 'training', record: false, gates: 'flow', momentum }, inputs).output.dispose()
    tf.dispose(inputs)
  }
}
