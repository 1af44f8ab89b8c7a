import * as tf from '@tensorflow/tfjs-core'
import type { Parameters } from '../network/parameters.ts'
import type { Operation } from '../network/pass.ts'
import { lossAndGradients, type Batch, type StepResult, type StepOptions } from './step.ts'

/**
 * Loss and gradients of a batch that does not fit, part by part. The sum is the whole batch's gradient, each
 * known label weighing the same; batch statistics, however, are those of each part, so that the numbers differ
 * from an undivided step. Whoever trains so says so in the model's card.
 * @param parts the batch in pieces; they stay the caller's
 */
export async function accumulatedGradients(
  network: Operation,
  parameters: Parameters,
  parts: readonly Batch[],
  options: StepOptions = {},
): Promise<Omit<StepResult, 'logits'>> {
  const known = parts.length > 1 ? await Promise.all(parts.map(({ known }) => sumOf(known))) : [1]
  const total = known.reduce((a, b) => a + b, 0) || 1
  let whole: Omit<StepResult, 'logits'> | null = null
  for (const [index, part] of parts.entries()) {
    const { logits, loss, gradients } = lossAndGradients(network, parameters, part, options)
    logits.dispose()
    if (parts.length === 1) return { loss, gradients }
    const share = (known[index] ?? 0) / total
    if (!whole) {
      gradients.scale(share)
      whole = { loss: tf.mul(loss, share), gradients }
    } else {
      whole.gradients.add(gradients, share)
      gradients.dispose()
      const sum: tf.Scalar = tf.tidy(() => tf.add(whole?.loss ?? 0, tf.mul(loss, share)))
      whole.loss.dispose()
      whole = { loss: sum, gradients: whole.gradients }
    }
    loss.dispose()
  }
  if (!whole) throw new RangeError('A step needs at least one day')
  return whole
}

async function sumOf(tensor: tf.Tensor): Promise<number> {
  const sum = tf.sum(tensor)
  const [value = 0] = await sum.data()
  sum.dispose()
  return value
}
