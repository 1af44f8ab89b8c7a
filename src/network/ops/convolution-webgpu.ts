import type * as tf from '@tensorflow/tfjs-core'
import { sizeOf } from '../tensors.ts'
import type { ConvolutionKernels } from './convolution-kernels.ts'
import {
  filterShape,
  inputShape,
  outputShape,
  outputSide,
  type ConvolutionShape,
} from './convolution-shape.ts'
import { flatDispatch, runKernel, type Kernel, type Uniforms } from './webgpu-program.ts'

const uniformsOf = (s: ConvolutionShape, count: number): Uniforms => ({
  height: s.height,
  width: s.width,
  inChannels: s.inputChannels,
  outHeight: outputSide(s, s.height),
  outWidth: outputSide(s, s.width),
  outChannels: s.outputChannels,
  side: s.side,
  stride: s.stride,
  padding: s.padding,
  inGroup: s.inputChannels / s.groups,
  outGroup: s.outputChannels / s.groups,
  positions: s.batch * outputSide(s, s.height) * outputSide(s, s.width),
  count,
})

const FORWARD = `
fn main(index: i32) {
  if (index >= uniforms.count) { return; }
  let channel = index % uniforms.outChannels;
  let column = (index / uniforms.outChannels) % uniforms.outWidth;
  let row = (index / (uniforms.outChannels * uniforms.outWidth)) % uniforms.outHeight;
  let picture = index / (uniforms.outChannels * uniforms.outWidth * uniforms.outHeight);
  let first = (channel / uniforms.outGroup) * uniforms.inGroup;
  var sum = 0.0;
  for (var i = 0; i < uniforms.side; i++) {
    let y = row * uniforms.stride - uniforms.padding + i;
    if (y < 0 || y >= uniforms.height) { continue; }
    for (var j = 0; j < uniforms.side; j++) {
      let x = column * uniforms.stride - uniforms.padding + j;
      if (x < 0 || x >= uniforms.width) { continue; }
      let start = ((picture * uniforms.height + y) * uniforms.width + x) * uniforms.inChannels + first;
      let tap = (i * uniforms.side + j) * uniforms.inGroup;
      for (var c = 0; c < uniforms.inGroup; c++) {
        sum += input[start + c] * filter_[(tap + c) * uniforms.outChannels + channel];
      }
    }
  }
  result[index] = sum;
}`

const INPUT_GRADIENT = `
fn main(index: i32) {
  if (index >= uniforms.count) { return; }
  let channel = index % uniforms.inChannels;
  let column = (index / uniforms.inChannels) % uniforms.width;
  let row = (index / (uniforms.inChannels * uniforms.width)) % uniforms.height;
  let picture = index / (uniforms.inChannels * uniforms.width * uniforms.height);
  let first = (channel / uniforms.inGroup) * uniforms.outGroup;
  let within = channel % uniforms.inGroup;
  var sum = 0.0;
  for (var i = 0; i < uniforms.side; i++) {
    let y = row + uniforms.padding - i;
    if (y < 0 || y % uniforms.stride != 0 || y / uniforms.stride >= uniforms.outHeight) { continue; }
    for (var j = 0; j < uniforms.side; j++) {
      let x = column + uniforms.padding - j;
      if (x < 0 || x % uniforms.stride != 0 || x / uniforms.stride >= uniforms.outWidth) { continue; }
      let start = ((picture * uniforms.outHeight + y / uniforms.stride) * uniforms.outWidth
        + x / uniforms.stride) * uniforms.outChannels + first;
      let tap = ((i * uniforms.side + j) * uniforms.inGroup + within) * uniforms.outChannels + first;
      for (var c = 0; c < uniforms.outGroup; c++) {
        sum += gradient[start + c] * filter_[tap + c];
      }
    }
  }
  result[index] = sum;
}`

const LANES = 16
const TILE = 16

/**
 * One workgroup for each (tap, input channel of the group) and tile of output channels: the lanes walk over all
 * positions, neighbouring invocations read neighbouring channels, and the lanes' sums are added in shared memory.
 */
const FILTER_GRADIENT = `
var<workgroup> partial: array<f32, ${LANES * TILE}>;
fn main() {
  let channel = i32(workgroupId.x) * ${TILE} + i32(localId.x);
  let lane = i32(localId.y);
  let within = i32(workgroupId.y) % uniforms.inGroup;
  let tap = i32(workgroupId.y) / uniforms.inGroup;
  let i = tap / uniforms.side;
  let j = tap % uniforms.side;
  let source = (channel / uniforms.outGroup) * uniforms.inGroup + within;
  var sum = 0.0;
  if (channel < uniforms.outChannels) {
    for (var position = lane; position < uniforms.positions; position += ${LANES}) {
      let column = position % uniforms.outWidth;
      let row = (position / uniforms.outWidth) % uniforms.outHeight;
      let picture = position / (uniforms.outWidth * uniforms.outHeight);
      let y = row * uniforms.stride - uniforms.padding + i;
      let x = column * uniforms.stride - uniforms.padding + j;
      if (y < 0 || y >= uniforms.height || x < 0 || x >= uniforms.width) { continue; }
      sum += gradient[position * uniforms.outChannels + channel]
        * input[((picture * uniforms.height + y) * uniforms.width + x) * uniforms.inChannels + source];
    }
  }
  partial[lane * ${TILE} + i32(localId.x)] = sum;
  workgroupBarrier();
  for (var half = ${LANES / 2}; half > 0; half /= 2) {
    if (lane < half) {
      partial[lane * ${TILE} + i32(localId.x)] += partial[(lane + half) * ${TILE} + i32(localId.x)];
    }
    workgroupBarrier();
  }
  if (lane == 0 && channel < uniforms.outChannels) {
    result[(tap * uniforms.inGroup + within) * uniforms.outChannels + channel] = partial[i32(localId.x)];
  }
}`

/** One invocation for each element of the result. */
function each(
  name: string,
  wgsl: string,
  inputs: readonly [string, string],
  tensors: readonly [tf.Tensor, tf.Tensor],
  outputShape: readonly number[],
  shape: ConvolutionShape,
): tf.Tensor4D {
  const count = sizeOf(outputShape)
  const kernel = { name, wgsl, inputs, outputShape, ...flatDispatch(count) }
  return runKernel(kernel, tensors, uniformsOf(shape, count)) as tf.Tensor4D
}

/** Grouped convolution in WGSL, exact for any side, stride, padding and grouping. */
export const webgpuConvolution: ConvolutionKernels = {
  forward: (x, filter, shape) =>
    each('groupedConvolution', FORWARD, ['input', 'filter_'], [x, filter], outputShape(shape), shape),

  inputGradient: (dy, filter, shape) =>
    each(
      'groupedConvolutionInputGradient',
      INPUT_GRADIENT,
      ['gradient', 'filter_'],
      [dy, filter],
      inputShape(shape),
      shape,
    ),

  filterGradient(x, dy, shape) {
    const [side, , inGroup, outputChannels] = filterShape(shape)
    const kernel: Kernel = {
      name: 'groupedConvolutionFilterGradient',
      wgsl: FILTER_GRADIENT,
      inputs: ['input', 'gradient'],
      outputShape: filterShape(shape),
      workgroup: [TILE, LANES, 1],
      workgroups: [Math.ceil(outputChannels / TILE), side * side * inGroup, 1],
      flat: false,
    }
    return runKernel(kernel, [x, dy], uniformsOf(shape, 0)) as tf.Tensor4D
  },
}
