import * as tf from '@tensorflow/tfjs-core'
import type { Parameters } from '../network/parameters.ts'
import type { Operation } from '../network/pass.ts'

interface Sums {
  mean: tf.Tensor
  variance: tf.Tensor
}

/**
 * Sets every batch norm's running statistics to the mean over the given batches at the present weights (Wu &
 * Johnson 2021, "precise" batch norm, section 3). After a few dozen steps the usual moving average still holds
 * much of the untrained network, and its answers would be worthless.
 * @param batches pictures in the order and sizes of training; they stay the caller's
 */
export function recalibrate(network: Operation, parameters: Parameters, batches: readonly tf.Tensor[]): void {
  const total = batches.reduce((sum, pictures) => sum + (pictures.shape[0] ?? 0), 0)
  const sums = new Map<string, Sums>()
  for (const pictures of batches) {
    const share = (pictures.shape[0] ?? 0) / total
    tf.tidy(() => {
      const onStatistics = (layer: string, mean: tf.Tensor, variance: tf.Tensor, count: number) => {
        const before = sums.get(layer)
        const unbiased = count / Math.max(1, count - 1)
        const add = (old: tf.Tensor | undefined, value: tf.Tensor, scale: number) =>
          tf.keep(tf.tidy(() => (old ? tf.add(old, tf.mul(value, scale)) : tf.mul(value, scale))))
        sums.set(layer, {
          mean: add(before?.mean, mean, share),
          variance: add(before?.variance, variance, share * unbiased),
        })
        if (before) tf.dispose([before.mean, before.variance])
      }
      network({ parameters, mode: 'training', record: false, gates: 'flow', onStatistics }, pictures)
    })
  }
  for (const [layer, { mean, variance }] of sums) {
    parameters.set(`${layer}.running_mean`, mean)
    parameters.set(`${layer}.running_var`, variance)
  }
}
