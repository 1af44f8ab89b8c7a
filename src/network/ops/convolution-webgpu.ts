import * as tf from '@tensorflow/tfjs-core'
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import type { ConvolutionKernels } from './convolution-kernels.ts'
import {
  filterShape,
  inputShape,
  outputShape,
  outputSide,
  type ConvolutionShape,
} from './convolution-shape.ts'
import { sizeOf } from '../tensors.ts'

type Program = Parameters<WebGPUBackend['runWebGPUProgram']>[0]

const UNIFORMS = `batch: i32, height: i32, width: i32, inChannels: i32, outHeight: i32, outWidth: i32,
  outChannels: i32, side: i32, stride: i32, padding: i32, inGroup: i32, outGroup: i32, count: i32,`

const uniformsOf = (s: ConvolutionShape, count: number): { type: 'int32'; data: number[] }[] =>
  [
    s.batch,
    s.height,
    s.width,
    s.inputChannels,
    outputSide(s, s.height),
    outputSide(s, s.width),
    s.outputChannels,
    s.side,
    s.stride,
    s.padding,
    s.inputChannels / s.groups,
    s.outputChannels / s.groups,
    count,
  ].map((value) => ({ type: 'int32', data: [value] }))

const FLAT_WORKGROUP = 64
const MOST_WORKGROUPS = 65_535

/** One invocation for each element of the result; beyond the limit of one axis the groups go on in the next. */
function flatProgram(name: string, variables: [string, string], shape: number[], wgsl: string): Program {
  const groups = Math.ceil(sizeOf(shape) / FLAT_WORKGROUP)
  const rows = Math.ceil(groups / MOST_WORKGROUPS)
  return {
    variableNames: variables,
    outputShape: shape,
    dispatchLayout: { x: [0, 1, 2, 3] },
    dispatch: [Math.ceil(groups / rows), rows, 1],
    workgroupSize: [FLAT_WORKGROUP, 1, 1],
    uniforms: UNIFORMS,
    shaderKey: name,
    getUserCode: () => wgsl,
  }
}

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
  let positions = uniforms.batch * uniforms.outHeight * uniforms.outWidth;
  var sum = 0.0;
  if (channel < uniforms.outChannels) {
    for (var position = lane; position < positions; position += ${LANES}) {
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

function run(program: Program, inputs: tf.Tensor[], shape: ConvolutionShape): tf.Tensor4D {
  const backend = tf.backend() as WebGPUBackend
  const uniforms = uniformsOf(shape, sizeOf(program.outputShape))
  const info = backend.runWebGPUProgram(program, inputs, 'float32', uniforms)
  return tf.engine().makeTensorFromTensorInfo(info) as tf.Tensor4D
}

/** Grouped convolution in WGSL, exact for any side, stride, padding and grouping. */
export const webgpuConvolution: ConvolutionKernels = {
  forward: (x, filter, shape) =>
    run(
      flatProgram('groupedConvolution', ['input', 'filter_'], outputShape(shape), FORWARD),
      [x, filter],
      shape,
    ),
  inputGradient: (dy, filter, shape) =>
    run(
      flatProgram(
        'groupedConvolutionInputGradient',
        ['gradient', 'filter_'],
        inputShape(shape),
        INPUT_GRADIENT,
      ),
      [dy, filter],
      shape,
    ),
  filterGradient: (x, dy, shape) => {
    const [side, , inGroup, outputChannels] = filterShape(shape)
    const program: Program = {
      variableNames: ['input', 'gradient'],
      outputShape: filterShape(shape),
      dispatchLayout: { x: [3], y: [0, 1, 2] },
      dispatch: [Math.ceil(outputChannels / TILE), side * side * inGroup, 1],
      workgroupSize: [TILE, LANES, 1],
      uniforms: UNIFORMS,
      shaderKey: 'groupedConvolutionFilterGradient',
      getUserCode: () => FILTER_GRADIENT,
    }
    return run(program, [x, dy], shape)
  },
}
