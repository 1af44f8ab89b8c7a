import type { Kernel } from '../webgpu/kernel.ts'

const CONVOLUTION_NUMBERS = [
  'height',
  'width',
  'inChannels',
  'outHeight',
  'outWidth',
  'outChannels',
  'filterHeight',
  'filterWidth',
  'stride',
  'paddingHeight',
  'paddingWidth',
  'inGroup',
  'outGroup',
  'positions',
  'partPositions',
  'count',
] as const
export type ConvolutionNumber = (typeof CONVOLUTION_NUMBERS)[number]

export const FORWARD: Kernel<'input' | 'filter_', 'result', ConvolutionNumber> = {
  name: 'groupedConvolution',
  inputs: ['input', 'filter_'],
  outputs: ['result'],
  numbers: CONVOLUTION_NUMBERS,
  workgroup: [64, 1, 1],
  code: `
fn run(index: i32) {
  if (index >= numbers.count) { return; }
  let channel = index % numbers.outChannels;
  let column = (index / numbers.outChannels) % numbers.outWidth;
  let row = (index / (numbers.outChannels * numbers.outWidth)) % numbers.outHeight;
  let picture = index / (numbers.outChannels * numbers.outWidth * numbers.outHeight);
  let first = (channel / numbers.outGroup) * numbers.inGroup;
  var sum = 0.0;
  for (var i = 0; i < numbers.filterHeight; i++) {
    let y = row * numbers.stride - numbers.paddingHeight + i;
    if (y < 0 || y >= numbers.height) { continue; }
    for (var j = 0; j < numbers.filterWidth; j++) {
      let x = column * numbers.stride - numbers.paddingWidth + j;
      if (x < 0 || x >= numbers.width) { continue; }
      let start = ((picture * numbers.height + y) * numbers.width + x) * numbers.inChannels + first;
      let tap = (i * numbers.filterWidth + j) * numbers.inGroup;
      for (var c = 0; c < numbers.inGroup; c++) {
        sum += input[start + c] * filter_[(tap + c) * numbers.outChannels + channel];
      }
    }
  }
  result[index] = sum;
}`,
}

export const INPUT_GRADIENT: Kernel<'gradient' | 'filter_', 'result', ConvolutionNumber> = {
  name: 'groupedConvolutionInputGradient',
  inputs: ['gradient', 'filter_'],
  outputs: ['result'],
  numbers: CONVOLUTION_NUMBERS,
  workgroup: [64, 1, 1],
  code: `
fn run(index: i32) {
  if (index >= numbers.count) { return; }
  let channel = index % numbers.inChannels;
  let column = (index / numbers.inChannels) % numbers.width;
  let row = (index / (numbers.inChannels * numbers.width)) % numbers.height;
  let picture = index / (numbers.inChannels * numbers.width * numbers.height);
  let first = (channel / numbers.inGroup) * numbers.outGroup;
  let within = channel % numbers.inGroup;
  var sum = 0.0;
  for (var i = 0; i < numbers.filterHeight; i++) {
    let y = row + numbers.paddingHeight - i;
    if (y < 0 || y % numbers.stride != 0 || y / numbers.stride >= numbers.outHeight) { continue; }
    for (var j = 0; j < numbers.filterWidth; j++) {
      let x = column + numbers.paddingWidth - j;
      if (x < 0 || x % numbers.stride != 0 || x / numbers.stride >= numbers.outWidth) { continue; }
      let start = ((picture * numbers.outHeight + y / numbers.stride) * numbers.outWidth
        + x / numbers.stride) * numbers.outChannels + first;
      let tap = ((i * numbers.filterWidth + j) * numbers.inGroup + within) * numbers.outChannels + first;
      for (var c = 0; c < numbers.outGroup; c++) {
        sum += gradient[start + c] * filter_[tap + c];
      }
    }
  }
  result[index] = sum;
}`,
}

const WORKGROUP = 64

/** Output channels and lanes of a workgroup: few positions leave nothing for many lanes to do. */
function shapeFor(positions: number): { readonly tile: number; readonly lanes: number } {
  const lanes = positions >= 1024 ? 16 : positions >= 64 ? 4 : 1
  return { tile: Math.max(16, WORKGROUP / lanes), lanes }
}

/**
 * One workgroup for each row of the filter, input channel of the group and tile of output channels: an invocation
 * walks over its lane's share of the positions and adds up all taps of the row, so that the gradient is read once for
 * them; the lanes' sums are added in shared memory. [parts, height, width, in / groups, out]
 * @param width of the filter
 * @param positions of the output in all
 */
export function filterGradient(
  width: number,
  positions: number,
): Kernel<'input' | 'gradient', 'result', ConvolutionNumber> {
  const { tile, lanes } = shapeFor(positions)
  const taps = Array.from({ length: width }, (_, j) => j)
  return {
    name: `groupedConvolutionFilterGradient${width}x${lanes}`,
    inputs: ['input', 'gradient'],
    outputs: ['result'],
    numbers: CONVOLUTION_NUMBERS,
    workgroup: [tile, lanes, 1],
    code: `
var<workgroup> partial: array<f32, ${lanes * tile * width}>;
fn run(group: vec3i, local: vec3i) {
  let channel = group.x * ${tile} + local.x;
  let within = group.y % numbers.inGroup;
  let i = group.y / numbers.inGroup;
  let source = (channel / numbers.outGroup) * numbers.inGroup + within;
  let first = group.z * numbers.partPositions;
  let last = min(first + numbers.partPositions, numbers.positions);
  ${taps.map((j) => `var sum${j} = 0.0;`).join(' ')}
  if (channel < numbers.outChannels) {
    for (var position = first + local.y; position < last; position += ${lanes}) {
      let column = position % numbers.outWidth;
      let row = (position / numbers.outWidth) % numbers.outHeight;
      let picture = position / (numbers.outWidth * numbers.outHeight);
      let y = row * numbers.stride - numbers.paddingHeight + i;
      if (y < 0 || y >= numbers.height) { continue; }
      let slope = gradient[position * numbers.outChannels + channel];
      let line = (picture * numbers.height + y) * numbers.width;
      let x = column * numbers.stride - numbers.paddingWidth;
      ${taps
        .map(
          (j) => `if (x + ${j} >= 0 && x + ${j} < numbers.width) {
        sum${j} += slope * input[(line + x + ${j}) * numbers.inChannels + source];
      }`,
        )
        .join('\n      ')}
    }
  }
  ${taps.map((j) => `partial[(${j} * ${lanes} + local.y) * ${tile} + local.x] = sum${j};`).join('\n  ')}
  ${lanes > 1 ? 'workgroupBarrier();' : ''}
  if (local.y > 0 || channel >= numbers.outChannels) { return; }
  for (var j = 0; j < ${width}; j++) {
    var sum = 0.0;
    for (var lane = 0; lane < ${lanes}; lane++) { sum += partial[(j * ${lanes} + lane) * ${tile} + local.x]; }
    let tap = i * ${width} + j;
    result[group.z * numbers.count + (tap * numbers.inGroup + within) * numbers.outChannels + channel] = sum;
  }
}`,
  }
}
