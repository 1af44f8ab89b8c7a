import type * as tf from '@tensorflow/tfjs-core'
import { runKernel, type Kernel } from '../webgpu/kernel.ts'
import type { Activation, DenseKernels } from './dense.ts'

const OUTPUTS = 16
const LANES = 16

/** Lane 0 adds up what the lanes found. `at` is the output's place in the workgroup. */
const addLanes = (at: string, lane: string): string => `
  partial[${lane} * ${OUTPUTS} + ${at}] = sum;
  workgroupBarrier();
  if (${lane} > 0) { return; }
  for (var other = 1; other < ${LANES}; other++) { sum += partial[other * ${OUTPUTS} + ${at}]; }`

const AFTER: Record<Activation, string> = {
  linear: 'y',
  relu: 'max(y, 0.0)',
  sigmoid: '1.0 / (1.0 + exp(-y))',
}

type Size = 'into' | 'out'

const forward = (activation: Activation): Kernel<'x' | 'weight' | 'bias', 'result', Size> => ({
  name: `dense ${activation}`,
  inputs: ['x', 'weight', 'bias'],
  outputs: ['result'],
  numbers: ['into', 'out'],
  workgroup: [OUTPUTS, LANES, 1],
  code: `
var<workgroup> partial: array<f32, ${OUTPUTS * LANES}>;
fn run(group: vec3i, local: vec3i) {
  let column = group.x * ${OUTPUTS} + local.x;
  var sum = 0.0;
  if (column < numbers.out) {
    for (var i = local.y; i < numbers.into; i += ${LANES}) {
      sum += x[group.y * numbers.into + i] * weight[i * numbers.out + column];
    }
  }
  ${addLanes('local.x', 'local.y')}
  if (column < numbers.out) {
    let y = sum + bias[column];
    result[group.y * numbers.out + column] = ${AFTER[activation]};
  }
}`,
})

/** Here the lanes lie along x, since a row of the weights does. */
const inputGradient = (masked: boolean): Kernel<'dy' | 'weight' | 'output', 'result', Size> => ({
  name: masked ? 'denseInputGradientRelu' : 'denseInputGradient',
  inputs: masked ? ['dy', 'weight', 'output'] : ['dy', 'weight'],
  outputs: ['result'],
  numbers: ['into', 'out'],
  workgroup: [LANES, OUTPUTS, 1],
  code: `
var<workgroup> partial: array<f32, ${OUTPUTS * LANES}>;
fn run(group: vec3i, local: vec3i) {
  let row = group.x * ${OUTPUTS} + local.y;
  var sum = 0.0;
  if (row < numbers.into) {
    for (var j = local.x; j < numbers.out; j += ${LANES}) {
      sum += dy[group.y * numbers.out + j] * weight[row * numbers.out + j];
    }
  }
  ${addLanes('local.y', 'local.x')}
  if (row < numbers.into) {
    let index = group.y * numbers.into + row;
    result[index] = ${masked ? 'select(0.0, sum, output[index] > 0.0)' : 'sum'};
  }
}`,
})

const GRADIENTS: Kernel<'x' | 'dy', 'weight' | 'bias', Size | 'rows'> = {
  name: 'denseGradients',
  inputs: ['x', 'dy'],
  outputs: ['weight', 'bias'],
  numbers: ['into', 'out', 'rows'],
  workgroup: [64, 1, 1],
  code: `
fn run(index: i32) {
  if (index >= numbers.into * numbers.out) { return; }
  let i = index / numbers.out;
  let j = index % numbers.out;
  var sum = 0.0;
  var all = 0.0;
  for (var row = 0; row < numbers.rows; row++) {
    let slope = dy[row * numbers.out + j];
    sum += x[row * numbers.into + i] * slope;
    all += slope;
  }
  weight[index] = sum;
  if (i == 0) { bias[j] = all; }
}`,
}

export const webgpuDense: DenseKernels = {
  forward(x, weight, bias, activation) {
    const [rows, into] = x.shape
    const out = weight.shape[1]
    return runKernel(forward(activation), {
      inputs: { x, weight, bias },
      outputs: { result: [rows, out] },
      numbers: { into, out },
      workgroups: [Math.ceil(out / OUTPUTS), rows, 1],
      work: rows * into * out,
    }).result as tf.Tensor2D
  },

  inputGradient(dy, weight, output) {
    const [rows, out] = dy.shape
    const into = weight.shape[0]
    return runKernel(inputGradient(output !== null), {
      inputs: { dy, weight, output: output ?? dy },
      outputs: { result: [rows, into] },
      numbers: { into, out },
      workgroups: [Math.ceil(into / OUTPUTS), rows, 1],
      work: rows * into * out,
    }).result as tf.Tensor2D
  },

  gradients(x, dy, places) {
    const [rows, into] = x.shape
    const out = dy.shape[1]
    return runKernel(GRADIENTS, {
      inputs: { x, dy },
      outputs: { weight: places.weight ?? [into, out], bias: places.bias ?? [out] },
      numbers: { into, out, rows },
      workgroups: into * out,
      work: rows * into * out,
    })
  },
}
