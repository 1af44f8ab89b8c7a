import * as tf from '@tensorflow/tfjs-core'
import { handleOn } from '../handle.ts'
import { noWayBack, release, type Operation, type Pass, type Step } from '../pass.ts'
import { affine, scaleAndShift } from './affine.ts'
import { composedBatchNorm } from './batch-norm-composed.ts'
import type { Running } from './batch-norm-kernels.ts'
import { webgpuBatchNorm } from './batch-norm-webgpu.ts'
import { asRows } from './matrix-product.ts'
import { throughRelu } from './rectify.ts'

/**
 * Batch normalisation over batch, height and width, with or without the ReLU that follows it.
 * Shapes: [batch, height, width, channels] in and out; statistics and affine weights are [channels].
 */
export const batchNorm =
  (name: string, relu: boolean): Operation =>
  (pass, input) =>
    pass.mode === 'training' && !pass.isFrozen?.(`${name}.weight`)
      ? withBatchStatistics(pass, name, relu, input)
      : withRunningStatistics(pass, name, relu, input)

/** With running statistics the layer is y = x × scale + shift, and shift is the implicit bias of Full-CAM. */
function withRunningStatistics(pass: Pass, name: string, relu: boolean, input: tf.Tensor): Step {
  const { parameters } = pass
  const { scale, shift } = scaleAndShift({
    gamma: parameters.get(`${name}.weight`),
    beta: parameters.get(`${name}.bias`),
    mean: parameters.get(`${name}.running_mean`),
    variance: parameters.get(`${name}.running_var`),
  })
  const output = affine(input, scale, shift, relu)
  if (!pass.record) {
    tf.dispose([scale, shift])
    return { output, pullback: noWayBack }
  }
  const kept = relu ? handleOn(output) : null
  return {
    output,
    pullback: (gradient) => {
      const dy = kept ? throughRelu(gradient, kept) : gradient
      pass.onBias?.(name, dy, shift)
      const dx = affine(dy, scale, null, false)
      tf.dispose([gradient, dy])
      release(pass, [scale, shift, ...(kept ? [kept] : [])])
      if (pass.mode === 'training') setZeros(pass, name)
      return dx
    },
  }
}

/** A frozen layer's gradients: an optimiser wants one of every tensor. */
function setZeros({ parameters, gradients }: Pass, name: string): void {
  for (const tensor of [`${name}.weight`, `${name}.bias`])
    gradients?.set(tensor, tf.zerosLike(parameters.get(tensor)))
}

function runningOf({ parameters, momentum }: Pass, name: string): Running | null {
  if (momentum === undefined) return null
  const [mean, variance] = [`${name}.running_mean`, `${name}.running_var`]
  return {
    mean: parameters.get(mean),
    variance: parameters.get(variance),
    momentum,
    set(newMean, newVariance) {
      parameters.set(mean, newMean)
      parameters.set(variance, newVariance)
    },
  }
}

function withBatchStatistics(pass: Pass, name: string, relu: boolean, input: tf.Tensor): Step {
  const kernels = tf.getBackend() === 'webgpu' ? webgpuBatchNorm : composedBatchNorm
  const gamma = pass.parameters.get(`${name}.weight`)
  const beta = pass.parameters.get(`${name}.bias`)
  const x = asRows(input)
  const moments = kernels.moments(x, runningOf(pass, name))
  const rows = kernels.normalise(x, moments, gamma, beta, relu)
  const output = tf.reshape(rows, input.shape)
  if (!pass.record) {
    tf.dispose([x, moments, rows])
    return { output, pullback: noWayBack }
  }
  const kept = relu ? rows : null
  if (!relu) rows.dispose()
  return {
    output,
    pullback: (gradient) => {
      const dy = asRows(gradient)
      const {
        input: dx,
        gamma: dGamma,
        beta: dBeta,
      } = kernels.gradients(dy, x, moments, gamma, kept, {
        gamma: pass.gradients?.place(`${name}.weight`),
        beta: pass.gradients?.place(`${name}.bias`),
      })
      const shaped = tf.reshape(dx, gradient.shape)
      tf.dispose([gradient, dy, dx, x, moments, ...(kept ? [kept] : [])])
      if (pass.gradients) {
        pass.gradients.set(`${name}.weight`, dGamma)
        pass.gradients.set(`${name}.bias`, dBeta)
      } else tf.dispose([dGamma, dBeta])
      return shaped
    },
  }
}
