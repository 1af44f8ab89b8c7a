import type { Kernel } from '../webgpu/kernel.ts'
import { BATCH_NORM_EPSILON } from './batch-norm-kernels.ts'

/**
 * Channels and lanes of a workgroup: neighbouring invocations read neighbouring channels, and each lane walks down
 * its share of the rows.
 */
export const CHANNELS = 16
const LANES = 16
/** Rows of one workgroup; taller matrices are cut into parts that a second kernel joins. */
export const PART_ROWS = 1024

const FLAT = [64, 1, 1] as const

/** Adds up what the lanes found. One barrier more than a tree needs none: lanes are few, barriers are dear. */
const ADD_LANES = `
var<workgroup> lanes: array<f32, ${CHANNELS * LANES}>;
fn addLanes(value: f32, local: vec3i) -> f32 {
  workgroupBarrier();
  lanes[local.y * ${CHANNELS} + local.x] = value;
  workgroupBarrier();
  var sum = 0.0;
  for (var lane = 0; lane < ${LANES}; lane++) { sum += lanes[lane * ${CHANNELS} + local.x]; }
  return sum;
}`

const PART = `
  let channel = group.x * ${CHANNELS} + local.x;
  let lane = local.y;
  let part = group.y;
  let first = part * ${PART_ROWS};
  let last = min(first + ${PART_ROWS}, numbers.rows);
  let inside = channel < numbers.channels;`

const MOVE = `
fn towards(from_: f32, to: f32) -> f32 {
  let momentum = bitcast<f32>(numbers.momentum);
  return from_ * (1.0 - momentum) + to * momentum;
}
fn move_(channel: i32, batchMean: f32, batchVariance: f32) {
  mean[channel] = towards(mean[channel], batchMean);
  variance[channel] = towards(variance[channel], batchVariance * bitcast<f32>(numbers.unbiased));
}`

type Statistics<M extends boolean> = M extends true ? 'result' | 'mean' | 'variance' : 'result'
const statistics = <M extends boolean>(moving: M) =>
  (moving ? ['result', 'mean', 'variance'] : ['result']) as Statistics<M>[]

const MOMENT_NUMBERS = ['rows', 'channels', 'parts', 'momentum', 'unbiased'] as const
type MomentNumber = (typeof MOMENT_NUMBERS)[number]

/**
 * Mean and mean squared deviation of each part: [parts, 2, channels]. Two passes, so that nothing cancels.
 * @param moving whether the running statistics are moved as well; for a single part
 */
export const moments = <M extends boolean>(moving: M): Kernel<'x', Statistics<M>, MomentNumber> => ({
  name: moving ? 'batchMomentsMoving' : 'batchMoments',
  inputs: ['x'],
  outputs: statistics(moving),
  numbers: MOMENT_NUMBERS,
  workgroup: [CHANNELS, LANES, 1],
  code: `
${ADD_LANES}
${moving ? MOVE : ''}
fn run(group: vec3i, local: vec3i) {${PART}
  var sum = 0.0;
  if (inside) {
    for (var row = first + lane; row < last; row += ${LANES}) { sum += x[row * numbers.channels + channel]; }
  }
  let average = addLanes(sum, local) / f32(last - first);
  var squares = 0.0;
  if (inside) {
    for (var row = first + lane; row < last; row += ${LANES}) {
      let apart = x[row * numbers.channels + channel] - average;
      squares += apart * apart;
    }
  }
  let spread = addLanes(squares, local) / f32(last - first);
  if (lane == 0 && inside) {
    result[(part * 2) * numbers.channels + channel] = average;
    result[(part * 2 + 1) * numbers.channels + channel] = spread;
    ${moving ? 'move_(channel, average, spread);' : ''}
  }
}`,
})

/** The parts' moments as one (Chan et al. 1979): [parts, 2, channels] to [2, channels]. */
export const joinMoments = <M extends boolean>(moving: M): Kernel<'apart', Statistics<M>, MomentNumber> => ({
  name: moving ? 'batchMomentsJoinedMoving' : 'batchMomentsJoined',
  inputs: ['apart'],
  outputs: statistics(moving),
  numbers: MOMENT_NUMBERS,
  workgroup: FLAT,
  code: `
${moving ? MOVE : ''}
fn run(index: i32) {
  if (index >= numbers.channels) { return; }
  var count = 0.0;
  var average = 0.0;
  var squares = 0.0;
  for (var part = 0; part < numbers.parts; part++) {
    let more = f32(min(${PART_ROWS}, numbers.rows - part * ${PART_ROWS}));
    let other = apart[(part * 2) * numbers.channels + index];
    let distance = other - average;
    squares += apart[(part * 2 + 1) * numbers.channels + index] * more
      + distance * distance * count * more / (count + more);
    average += distance * more / (count + more);
    count += more;
  }
  result[index] = average;
  result[numbers.channels + index] = squares / count;
  ${moving ? 'move_(index, average, squares / count);' : ''}
}`,
})

export const normalise = (
  relu: boolean,
): Kernel<'x' | 'moments' | 'gamma' | 'beta', 'result', 'count' | 'channels'> => ({
  name: relu ? 'batchNormRelu' : 'batchNorm',
  inputs: ['x', 'moments', 'gamma', 'beta'],
  outputs: ['result'],
  numbers: ['count', 'channels'],
  workgroup: FLAT,
  code: `
fn run(index: i32) {
  if (index >= numbers.count) { return; }
  let channel = index % numbers.channels;
  let scale = gamma[channel] * inverseSqrt(moments[numbers.channels + channel] + ${BATCH_NORM_EPSILON});
  let y = (x[index] - moments[channel]) * scale + beta[channel];
  result[index] = ${relu ? 'max(y, 0.0)' : 'y'};
}`,
})

const gradientAt = (relu: boolean): string => `
fn gradientAt(index: i32) -> f32 {
  ${relu ? 'if (output[index] <= 0.0) { return 0.0; }' : ''}
  return dy[index];
}`

type Seen = 'dy' | 'x' | 'moments' | 'output'
const seen = (relu: boolean): Seen[] => (relu ? ['dy', 'x', 'moments', 'output'] : ['dy', 'x', 'moments'])

/** Σ dy × x̂ and Σ dy of each part, [parts, channels] each. */
export const partSums = (relu: boolean): Kernel<Seen, 'gamma' | 'beta', 'rows' | 'channels'> => ({
  name: relu ? 'batchNormSumsRelu' : 'batchNormSums',
  inputs: seen(relu),
  outputs: ['gamma', 'beta'],
  numbers: ['rows', 'channels'],
  workgroup: [CHANNELS, LANES, 1],
  code: `
${gradientAt(relu)}
${ADD_LANES}
fn run(group: vec3i, local: vec3i) {${PART}
  var dot_ = 0.0;
  var sum = 0.0;
  if (inside) {
    let average = moments[channel];
    let inverse = inverseSqrt(moments[numbers.channels + channel] + ${BATCH_NORM_EPSILON});
    for (var row = first + lane; row < last; row += ${LANES}) {
      let index = row * numbers.channels + channel;
      let gradient = gradientAt(index);
      sum += gradient;
      dot_ += gradient * (x[index] - average) * inverse;
    }
  }
  let allDot = addLanes(dot_, local);
  let allSum = addLanes(sum, local);
  if (lane == 0 && inside) {
    gamma[part * numbers.channels + channel] = allDot;
    beta[part * numbers.channels + channel] = allSum;
  }
}`,
})

export const joinSums: Kernel<'gammaParts' | 'betaParts', 'gamma' | 'beta', 'channels' | 'parts'> = {
  name: 'batchNormSumsJoined',
  inputs: ['gammaParts', 'betaParts'],
  outputs: ['gamma', 'beta'],
  numbers: ['channels', 'parts'],
  workgroup: FLAT,
  code: `
fn run(index: i32) {
  if (index >= numbers.channels) { return; }
  var dot_ = 0.0;
  var sum = 0.0;
  for (var part = 0; part < numbers.parts; part++) {
    dot_ += gammaParts[part * numbers.channels + index];
    sum += betaParts[part * numbers.channels + index];
  }
  gamma[index] = dot_;
  beta[index] = sum;
}`,
}

export const inputGradient = (
  relu: boolean,
): Kernel<Seen | 'gamma' | 'gammaSum' | 'betaSum', 'result', 'count' | 'channels' | 'rows'> => ({
  name: relu ? 'batchNormGradientRelu' : 'batchNormGradient',
  inputs: [...seen(relu), 'gamma', 'gammaSum', 'betaSum'],
  outputs: ['result'],
  numbers: ['count', 'channels', 'rows'],
  workgroup: FLAT,
  code: `
${gradientAt(relu)}
fn run(index: i32) {
  if (index >= numbers.count) { return; }
  let channel = index % numbers.channels;
  let inverse = inverseSqrt(moments[numbers.channels + channel] + ${BATCH_NORM_EPSILON});
  let normal = (x[index] - moments[channel]) * inverse;
  let mixed = (betaSum[channel] + normal * gammaSum[channel]) / f32(numbers.rows);
  result[index] = (gradientAt(index) - mixed) * inverse * gamma[channel];
}`,
})
