import * as tf from '@tensorflow/tfjs-core'
import { runKernel, type Kernel } from '../webgpu/kernel.ts'
import { onWebGpu } from '../webgpu/queue.ts'
import { BATCH_NORM_EPSILON } from './batch-norm-kernels.ts'

/** A batch norm with fixed statistics is x × scale + shift, [channels] each. */
export interface Affine {
  readonly scale: tf.Tensor
  readonly shift: tf.Tensor
}

export interface NormTensors {
  readonly gamma: tf.Tensor
  readonly beta: tf.Tensor
  readonly mean: tf.Tensor
  readonly variance: tf.Tensor
}

const SCALE_AND_SHIFT: Kernel<keyof NormTensors, keyof Affine, 'channels'> = {
  name: 'scaleAndShift',
  inputs: ['gamma', 'beta', 'mean', 'variance'],
  outputs: ['scale', 'shift'],
  numbers: ['channels'],
  workgroup: [64, 1, 1],
  code: `
fn run(index: i32) {
  if (index >= numbers.channels) { return; }
  let slope = gamma[index] / sqrt(variance[index] + ${BATCH_NORM_EPSILON});
  scale[index] = slope;
  shift[index] = beta[index] - mean[index] * slope;
}`,
}

/** γ/√(σ² + ε), and β − μγ/√(σ² + ε). */
export function scaleAndShift(norm: NormTensors): Affine {
  const channels = norm.gamma.size
  if (onWebGpu())
    return runKernel(SCALE_AND_SHIFT, {
      inputs: norm,
      outputs: { scale: [channels], shift: [channels] },
      numbers: { channels },
      workgroups: channels,
      work: channels,
    })
  const [scale, shift] = tf.tidy(() => {
    const slope = tf.div(norm.gamma, tf.sqrt(tf.add(norm.variance, BATCH_NORM_EPSILON)))
    return [slope, tf.sub(norm.beta, tf.mul(norm.mean, slope))]
  }) as [tf.Tensor, tf.Tensor]
  return { scale, shift }
}

const affineKernel = (
  shifted: boolean,
  relu: boolean,
): Kernel<'x' | keyof Affine, 'result', 'count' | 'channels'> => ({
  name: `affine${shifted ? 'Shifted' : ''}${relu ? 'Relu' : ''}`,
  inputs: shifted ? ['x', 'scale', 'shift'] : ['x', 'scale'],
  outputs: ['result'],
  numbers: ['count', 'channels'],
  workgroup: [64, 1, 1],
  code: `
fn run(index: i32) {
  if (index >= numbers.count) { return; }
  let channel = index % numbers.channels;
  let y = x[index] * scale[channel]${shifted ? ' + shift[channel]' : ''};
  result[index] = ${relu ? 'max(y, 0.0)' : 'y'};
}`,
})

/** x × scale, and + shift and ReLU where asked for; x is […, channels]. */
export function affine(x: tf.Tensor, scale: tf.Tensor, shift: tf.Tensor | null, relu: boolean): tf.Tensor {
  if (onWebGpu())
    return runKernel(affineKernel(shift !== null, relu), {
      inputs: { x, scale, shift: shift ?? scale },
      outputs: { result: x.shape },
      numbers: { count: x.size, channels: scale.size },
      workgroups: x.size,
      work: x.size,
    }).result
  return tf.tidy(() => {
    const scaled = tf.mul(x, scale)
    const y = shift ? tf.add(scaled, shift) : scaled
    return relu ? tf.relu(y) : y
  })
}
