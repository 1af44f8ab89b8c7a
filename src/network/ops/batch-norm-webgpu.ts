import * as tf from '@tensorflow/tfjs-core'
import { BATCH_NORM_EPSILON, type BatchNormKernels } from './batch-norm-kernels.ts'
import { flatDispatch, runKernel } from './webgpu-program.ts'

/**
 * Channels and rows of a workgroup: neighbouring invocations read neighbouring channels, and each lane walks down
 * its share of the rows.
 */
const CHANNELS = 16
const LANES = 16
/** Rows of one workgroup; taller matrices are cut into parts that a second kernel joins. */
const PART_ROWS = 1024

/** Adds up what the lanes found; the sum stands in lane 0. */
const ADD_LANES = `
fn addLanes(value: f32) -> f32 {
  let channel = i32(localId.x);
  let lane = i32(localId.y);
  workgroupBarrier();
  shared_[lane * ${CHANNELS} + channel] = value;
  workgroupBarrier();
  for (var half = ${LANES / 2}; half > 0; half /= 2) {
    if (lane < half) {
      shared_[lane * ${CHANNELS} + channel] += shared_[(lane + half) * ${CHANNELS} + channel];
    }
    workgroupBarrier();
  }
  return shared_[channel];
}`

const PART_HEAD = `
var<workgroup> shared_: array<f32, ${CHANNELS * LANES}>;
${ADD_LANES}
fn main() {
  let channel = i32(workgroupId.x) * ${CHANNELS} + i32(localId.x);
  let lane = i32(localId.y);
  let part = i32(workgroupId.y);
  let first = part * ${PART_ROWS};
  let last = min(first + ${PART_ROWS}, uniforms.rows);
  let inside = channel < uniforms.channels;`

/** Mean and mean squared deviation of each part: [parts, 2, channels]. Two passes, so that nothing cancels. */
const MOMENTS = `${PART_HEAD}
  var sum = 0.0;
  if (inside) {
    for (var row = first + lane; row < last; row += ${LANES}) { sum += x[row * uniforms.channels + channel]; }
  }
  let mean = addLanes(sum) / f32(last - first);
  var squares = 0.0;
  if (inside) {
    for (var row = first + lane; row < last; row += ${LANES}) {
      let apart = x[row * uniforms.channels + channel] - mean;
      squares += apart * apart;
    }
  }
  let variance = addLanes(squares) / f32(last - first);
  if (lane == 0 && inside) {
    result[(part * 2) * uniforms.channels + channel] = mean;
    result[(part * 2 + 1) * uniforms.channels + channel] = variance;
  }
}`

/** The parts' moments as one (Chan et al. 1979): [parts, 2, channels] to [2, channels]. */
const JOIN_MOMENTS = `
fn main(index: i32) {
  if (index >= uniforms.channels) { return; }
  var count = 0.0;
  var mean = 0.0;
  var squares = 0.0;
  for (var part = 0; part < uniforms.parts; part++) {
    let more = f32(min(${PART_ROWS}, uniforms.rows - part * ${PART_ROWS}));
    let other = parts_[(part * 2) * uniforms.channels + index];
    let apart = other - mean;
    squares += parts_[(part * 2 + 1) * uniforms.channels + index] * more
      + apart * apart * count * more / (count + more);
    mean += apart * more / (count + more);
    count += more;
  }
  result[index] = mean;
  result[uniforms.channels + index] = squares / count;
}`

const normalise = (relu: boolean): string => `
fn main(index: i32) {
  if (index >= uniforms.count) { return; }
  let channel = index % uniforms.channels;
  let scale = gamma[channel] * inverseSqrt(moments[uniforms.channels + channel] + ${BATCH_NORM_EPSILON});
  let y = (x[index] - moments[channel]) * scale + beta[channel];
  result[index] = ${relu ? 'max(y, 0.0)' : 'y'};
}`

const gradientAt = (relu: boolean): string => `
fn gradientAt(index: i32) -> f32 {
  ${relu ? 'if (output[index] <= 0.0) { return 0.0; }' : ''}
  return dy[index];
}`

/** Σ dy × x̂ and Σ dy of each part: [parts, 2, channels]. */
const sums = (relu: boolean): string => `${gradientAt(relu)}
${PART_HEAD}
  var dot = 0.0;
  var sum = 0.0;
  if (inside) {
    let mean = moments[channel];
    let inverse = inverseSqrt(moments[uniforms.channels + channel] + ${BATCH_NORM_EPSILON});
    for (var row = first + lane; row < last; row += ${LANES}) {
      let index = row * uniforms.channels + channel;
      let gradient = gradientAt(index);
      sum += gradient;
      dot += gradient * (x[index] - mean) * inverse;
    }
  }
  let allDot = addLanes(dot);
  let allSum = addLanes(sum);
  if (lane == 0 && inside) {
    result[(part * 2) * uniforms.channels + channel] = allDot;
    result[(part * 2 + 1) * uniforms.channels + channel] = allSum;
  }
}`

const inputGradient = (relu: boolean): string => `${gradientAt(relu)}
fn main(index: i32) {
  if (index >= uniforms.count) { return; }
  let channel = index % uniforms.channels;
  let inverse = inverseSqrt(moments[uniforms.channels + channel] + ${BATCH_NORM_EPSILON});
  let normal = (x[index] - moments[channel]) * inverse;
  let mixed = (sums[uniforms.channels + channel] + normal * sums[channel]) / f32(uniforms.rows);
  result[index] = (gradientAt(index) - mixed) * inverse * gamma[channel];
}`

const partsOf = (rows: number): number => Math.ceil(rows / PART_ROWS)

/** Runs a kernel that answers with two numbers for each part and channel. */
function inParts(
  name: string,
  wgsl: string,
  inputs: readonly string[],
  tensors: tf.Tensor[],
  x: tf.Tensor2D,
) {
  const [rows, channels] = x.shape
  const parts = partsOf(rows)
  return runKernel(
    {
      name,
      wgsl,
      inputs,
      outputShape: [parts, 2, channels],
      workgroup: [CHANNELS, LANES, 1],
      workgroups: [Math.ceil(channels / CHANNELS), parts, 1],
      flat: false,
    },
    tensors,
    { rows, channels },
  )
}

export const webgpuBatchNorm: BatchNormKernels = {
  moments: (x) =>
    tf.tidy(() => {
      const [rows, channels] = x.shape
      const parts = inParts('batchMoments', MOMENTS, ['x'], [x], x)
      if (partsOf(rows) === 1) return tf.reshape(parts, [2, channels])
      return runKernel(
        {
          name: 'batchMomentsJoined',
          wgsl: JOIN_MOMENTS,
          inputs: ['parts_'],
          outputShape: [2, channels],
          ...flatDispatch(channels),
        },
        [parts],
        { rows, channels, parts: partsOf(rows) },
      ) as tf.Tensor2D
    }),

  normalise: (x, moments, gamma, beta, relu) =>
    runKernel(
      {
        name: relu ? 'batchNormRelu' : 'batchNorm',
        wgsl: normalise(relu),
        inputs: ['x', 'moments', 'gamma', 'beta'],
        outputShape: x.shape,
        ...flatDispatch(x.size),
      },
      [x, moments, gamma, beta],
      { count: x.size, channels: x.shape[1] },
    ) as tf.Tensor2D,

  gradients: (dy, x, moments, gamma, output) =>
    tf.tidy(() => {
      const [rows, channels] = x.shape
      const relu = output !== null
      const seen = relu ? [output] : []
      const named = relu ? ['output'] : []
      const name = relu ? 'Relu' : ''
      const parts = inParts(
        `batchNormSums${name}`,
        sums(relu),
        ['dy', 'x', 'moments', ...named],
        [dy, x, moments, ...seen],
        x,
      )
      const both = partsOf(rows) === 1 ? tf.reshape(parts, [2, channels]) : tf.sum(parts, 0)
      const input = runKernel(
        {
          name: `batchNormGradient${name}`,
          wgsl: inputGradient(relu),
          inputs: ['dy', 'x', 'moments', 'sums', 'gamma', ...named],
          outputShape: x.shape,
          ...flatDispatch(x.size),
        },
        [dy, x, moments, both, gamma, ...seen],
        { count: x.size, channels, rows },
      ) as tf.Tensor2D
      const [dGamma, dBeta] = tf.unstack(both) as [tf.Tensor1D, tf.Tensor1D]
      return { input, gamma: dGamma, beta: dBeta }
    }),
}
