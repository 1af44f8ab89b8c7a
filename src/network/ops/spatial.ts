import * as tf from '@tensorflow/tfjs-core'
import { runKernel } from './webgpu-program.ts'

/** Channels and lanes of a workgroup; each lane walks over its share of the positions. */
const CHANNELS = 16
const LANES = 16

const sumOf = (factor: string): string => `
var<workgroup> shared_: array<f32, ${CHANNELS * LANES}>;
fn main() {
  let channel = i32(workgroupId.x) * ${CHANNELS} + i32(localId.x);
  let lane = i32(localId.y);
  let first = i32(workgroupId.y) * uniforms.positions;
  var sum = 0.0;
  if (channel < uniforms.channels) {
    for (var position = lane; position < uniforms.positions; position += ${LANES}) {
      let index = (first + position) * uniforms.channels + channel;
      sum += x[index]${factor};
    }
  }
  shared_[lane * ${CHANNELS} + i32(localId.x)] = sum;
  workgroupBarrier();
  if (lane == 0 && channel < uniforms.channels) {
    for (var other = 1; other < ${LANES}; other++) { sum += shared_[other * ${CHANNELS} + i32(localId.x)]; }
    result[i32(workgroupId.y) * uniforms.channels + channel] = sum;
  }
}`

function sumOnWebGpu(x: tf.Tensor, factor: tf.Tensor | null): tf.Tensor2D {
  const [batch = 0, height = 0, width = 0, channels = 0] = x.shape
  return runKernel(
    {
      name: factor ? 'spatialDot' : 'spatialSum',
      wgsl: sumOf(factor ? ' * factor[index]' : ''),
      inputs: factor ? ['x', 'factor'] : ['x'],
      outputShape: [batch, channels],
      workgroup: [CHANNELS, LANES, 1],
      workgroups: [Math.ceil(channels / CHANNELS), batch, 1],
      flat: false,
    },
    factor ? [x, factor] : [x],
    { positions: height * width, channels },
  ) as tf.Tensor2D
}

/** Mean over all positions: [batch, height, width, channels] to [batch, channels]. */
export function spatialMean(x: tf.Tensor): tf.Tensor2D {
  if (tf.getBackend() !== 'webgpu') return tf.mean(x, [1, 2])
  const [, height = 1, width = 1] = x.shape
  return tf.tidy(() => tf.div(sumOnWebGpu(x, null), height * width))
}

/** Sum over all positions of the product of two tensors of one shape: [batch, channels]. */
export const spatialDot = (x: tf.Tensor, y: tf.Tensor): tf.Tensor2D =>
  tf.getBackend() === 'webgpu' ? sumOnWebGpu(x, y) : tf.tidy(() => tf.sum(tf.mul(x, y), [1, 2]))
