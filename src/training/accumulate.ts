import * as tf from '@tensorflow/tfjs-core'
import type { Parameters } from '../network/parameters.ts'
import type { Operation } from '../network/pass.ts'
import { lossAndGradients, type Batch, type Gradients, type StepOptions } from './step.ts'

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
): Promise<Omit<Gradients, 'logits'>> {
  const [whole] = parts
  if (whole && parts.length === 1) {
    const { logits, ...rest } = lossAndGradients(network, parameters, whole, options)
    logits.dispose()
    return rest
  }
  const known = await Promise.all(parts.map(({ known }) => sumOf(known)))
  const total = known.reduce((a, b) => a + b, 0) || 1
  const gradients = new Map<string, tf.Tensor>()
  let loss: tf.Scalar = tf.scalar(0)
  for (const [index, part] of parts.entries()) {
    const share = (known[index] ?? 0) / total
    const of = lossAndGradients(network, parameters, part, options)
    const weighted = (sum: tf.Tensor | undefined, value: tf.Tensor): tf.Tensor =>
      tf.tidy(() => (sum ? tf.add(sum, tf.mul(value, share)) : tf.mul(value, share)))
    for (const [name, gradient] of of.gradients) {
      const sum = gradients.get(name)
      gradients.set(name, weighted(sum, gradient))
      tf.dispose([gradient, ...(sum ? [sum] : [])])
    }
    const before = loss
    loss = weighted(before, of.loss) as tf.Scalar
    tf.dispose([before, of.loss, of.logits])
  }
  return { loss, gradients }
}

async function sumOf(tensor: tf.Tensor): Promise<number> {
  const sum = tf.sum(tensor)
  const [value = 0] = await sum.data()
  sum.dispose()
  return value
}
