import * as tf from '@tensorflow/tfjs-core'
import { handleOn } from '../handle.ts'
import { noWayBack, type Operation, type Pass, type Pullback } from '../pass.ts'
import { asRows, columnSums } from './matrix-product.ts'

/** PyTorch's and timm's. */
export const BATCH_NORM_EPSILON = 1e-5

/**
 * Batch normalisation over batch, height and width, with or without the ReLU that follows it.
 * Shapes: [batch, height, width, channels] in and out; statistics and affine weights are [channels].
 */
export const batchNorm =
  (name: string, relu: boolean): Operation =>
  (pass, input) =>
    pass.mode === 'training' ? withBatchStatistics(pass, name, relu, input) : affine(pass, name, relu, input)

const rectified = (y: tf.Tensor, relu: boolean): tf.Tensor => (relu ? tf.relu(y) : y)

/** Lets the gradient through where ReLU did; consumes both. */
function throughRelu(gradient: tf.Tensor, output: tf.Tensor | null): tf.Tensor {
  if (!output) return gradient
  const masked = tf.tidy(() => tf.mul(gradient, tf.step(output)))
  gradient.dispose()
  output.dispose()
  return masked
}

/** With running statistics the layer is y = x × scale + shift, and shift is the implicit bias of Full-CAM. */
function affine(
  pass: Pass,
  name: string,
  relu: boolean,
  input: tf.Tensor,
): { output: tf.Tensor; pullback: Pullback } {
  const { parameters } = pass
  const [scale, shift] = tf.tidy(() => {
    const spread = tf.sqrt(tf.add(parameters.get(`${name}.running_var`), BATCH_NORM_EPSILON))
    const s = tf.div(parameters.get(`${name}.weight`), spread)
    return [s, tf.sub(parameters.get(`${name}.bias`), tf.mul(parameters.get(`${name}.running_mean`), s))]
  }) as [tf.Tensor, tf.Tensor]
  const output = tf.tidy(() => rectified(tf.add(tf.mul(input, scale), shift), relu))
  if (!pass.record) {
    tf.dispose([scale, shift])
    return { output, pullback: noWayBack }
  }
  const kept = relu ? handleOn(output) : null
  return {
    output,
    pullback: (gradient) => {
      const dy = throughRelu(gradient, kept)
      pass.onBias?.(name, dy, shift)
      const dx = tf.mul(dy, scale)
      tf.dispose([dy, scale, shift])
      return dx
    },
  }
}

function withBatchStatistics(
  pass: Pass,
  name: string,
  relu: boolean,
  input: tf.Tensor,
): { output: tf.Tensor; pullback: Pullback } {
  const gamma = pass.parameters.get(`${name}.weight`)
  const beta = pass.parameters.get(`${name}.bias`)
  const channels = gamma.size
  const count = input.size / channels
  const [mean, variance, inverse] = tf.tidy(() => {
    const rows = asRows(input)
    const m = tf.div(columnSums(rows), count)
    const v = tf.div(columnSums(tf.square(tf.sub(rows, m)) as tf.Tensor2D), count)
    return [m, v, tf.rsqrt(tf.add(v, BATCH_NORM_EPSILON))]
  }) as [tf.Tensor, tf.Tensor, tf.Tensor]
  pass.onStatistics?.(name, mean, variance, count)
  variance.dispose()
  const output = tf.tidy(() =>
    rectified(tf.add(tf.mul(tf.sub(input, mean), tf.mul(inverse, gamma)), beta), relu),
  )
  if (!pass.record) {
    tf.dispose([mean, inverse])
    return { output, pullback: noWayBack }
  }
  const x = handleOn(input)
  const kept = relu ? handleOn(output) : null
  return {
    output,
    pullback: (gradient) => {
      const dy = throughRelu(gradient, kept)
      const [dx, dGamma, dBeta] = tf.tidy(() => {
        const rows = asRows(dy)
        const normal = tf.mul(tf.sub(asRows(x), mean), inverse) as tf.Tensor2D
        const sum = columnSums(rows)
        const dot = columnSums(tf.mul(rows, normal))
        const mixed = tf.div(tf.add(sum, tf.mul(normal, dot)), count)
        const back = tf.mul(tf.sub(rows, mixed), tf.mul(inverse, gamma))
        return [tf.reshape(back, x.shape), dot, sum]
      }) as [tf.Tensor, tf.Tensor, tf.Tensor]
      tf.dispose([dy, x, mean, inverse])
      if (pass.gradients) {
        pass.gradients.set(`${name}.weight`, dGamma)
        pass.gradients.set(`${name}.bias`, dBeta)
      } else tf.dispose([dGamma, dBeta])
      return dx
    },
  }
}
