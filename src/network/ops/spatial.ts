import * as tf from '@tensorflow/tfjs-core'
import { runKernel, type Kernel } from '../webgpu/kernel.ts'
import { onWebGpu } from '../webgpu/queue.ts'

/** Channels and lanes of a workgroup; each lane walks over its share of the positions. */
const CHANNELS = 16
const LANES = 16

/**
 * A sum over all positions of each picture and channel.
 * @param term of the sum, at `index`
 * @param result from `sum`, at `index` of [batch, channels]
 */
const overPositions = <Input extends string>(
  name: string,
  inputs: readonly Input[],
  term: string,
  result: string,
): Kernel<Input, 'result', 'positions' | 'channels'> => ({
  name,
  inputs,
  outputs: ['result'],
  numbers: ['positions', 'channels'],
  workgroup: [CHANNELS, LANES, 1],
  code: `
var<workgroup> partial: array<f32, ${CHANNELS * LANES}>;
fn run(group: vec3i, local: vec3i) {
  let channel = group.x * ${CHANNELS} + local.x;
  let first = group.y * numbers.positions;
  var sum = 0.0;
  if (channel < numbers.channels) {
    for (var position = local.y; position < numbers.positions; position += ${LANES}) {
      let index = (first + position) * numbers.channels + channel;
      sum += ${term};
    }
  }
  partial[local.y * ${CHANNELS} + local.x] = sum;
  workgroupBarrier();
  if (local.y > 0 || channel >= numbers.channels) { return; }
  for (var lane = 1; lane < ${LANES}; lane++) { sum += partial[lane * ${CHANNELS} + local.x]; }
  let index = group.y * numbers.channels + channel;
  result[index] = ${result};
}`,
})

const MEAN = overPositions('spatialMean', ['x'], 'x[index]', 'sum / f32(numbers.positions)')
const GATE_GRADIENT = overPositions(
  'gateGradient',
  ['x', 'dy', 'gate'],
  'x[index] * dy[index]',
  'sum * gate[index] * (1.0 - gate[index])',
)

function run<Input extends string>(
  kernel: Kernel<Input, 'result', 'positions' | 'channels'>,
  inputs: Readonly<Record<Input, tf.Tensor>>,
  x: tf.Tensor,
): tf.Tensor2D {
  const [batch = 0, height = 0, width = 0, channels = 0] = x.shape
  return runKernel(kernel, {
    inputs,
    outputs: { result: [batch, channels] },
    numbers: { positions: height * width, channels },
    workgroups: [Math.ceil(channels / CHANNELS), batch, 1],
    work: x.size,
  }).result as tf.Tensor2D
}

/** Mean over all positions: [batch, height, width, channels] to [batch, channels]. */
export const spatialMean = (x: tf.Tensor): tf.Tensor2D =>
  onWebGpu() ? run(MEAN, { x }, x) : tf.mean(x, [1, 2])

/**
 * d loss / d what the gate's sigmoid was given, [batch, channels], from the gradient of x × gate.
 * @param gate [batch, channels]
 */
export const gateGradient = (x: tf.Tensor, dy: tf.Tensor, gate: tf.Tensor2D): tf.Tensor2D =>
  onWebGpu()
    ? run(GATE_GRADIENT, { x, dy, gate }, x)
    : tf.tidy(() => tf.mul(tf.sum(tf.mul(x, dy), [1, 2]), tf.mul(gate, tf.sub(1, gate))))

const spreadKernel = (
  gated: boolean,
  shifted: boolean,
): Kernel<'x' | 'gate' | 'shift', 'result', 'count' | 'positions' | 'channels'> => ({
  name: `spread ${gated ? 'x gate' : ''} ${shifted ? 'shift' : ''}`,
  inputs: [...(gated ? (['x', 'gate'] as const) : []), ...(shifted ? (['shift'] as const) : [])],
  outputs: ['result'],
  numbers: ['count', 'positions', 'channels'],
  workgroup: [64, 1, 1],
  code: `
fn run(index: i32) {
  if (index >= numbers.count) { return; }
  let place = index / (numbers.positions * numbers.channels) * numbers.channels + index % numbers.channels;
  result[index] = ${[
    ...(gated ? ['x[index] * gate[place]'] : []),
    ...(shifted ? ['shift[place] / f32(numbers.positions)'] : []),
  ].join(' + ')};
}`,
})

function spread(
  shape: number[],
  x: tf.Tensor | null,
  gate: tf.Tensor | null,
  shift: tf.Tensor | null,
): tf.Tensor {
  const [batch = 0, height = 0, width = 0, channels = 0] = shape
  const count = batch * height * width * channels
  const any = (x ?? shift) as tf.Tensor
  return runKernel(spreadKernel(gate !== null, shift !== null), {
    inputs: { x: any, gate: gate ?? any, shift: shift ?? any },
    outputs: { result: shape },
    numbers: { count, positions: height * width, channels },
    workgroups: count,
    work: count,
  }).result
}

const overAll = (values: tf.Tensor): tf.Tensor => {
  const [batch = 0, channels = 0] = values.shape
  return tf.reshape(values, [batch, 1, 1, channels])
}

/**
 * x × gate, and the way back of a mean added where `ofMean` is given: [batch, height, width, channels].
 * @param gate [batch, channels]
 * @param ofMean d loss / d spatialMean(x), [batch, channels]
 */
export function gated(x: tf.Tensor, gate: tf.Tensor2D, ofMean: tf.Tensor2D | null = null): tf.Tensor {
  if (onWebGpu()) return spread(x.shape, x, gate, ofMean)
  const [, height = 1, width = 1] = x.shape
  return tf.tidy(() => {
    const straight = tf.mul(x, overAll(gate))
    return ofMean ? tf.add(straight, overAll(tf.div(ofMean, height * width))) : straight
  })
}

/** The way back of `spatialMean`: [batch, channels] to `shape`, [batch, height, width, channels]. */
export function throughMean(gradient: tf.Tensor2D, shape: number[]): tf.Tensor {
  if (onWebGpu()) return spread(shape, null, null, gradient)
  const [, height = 1, width = 1] = shape
  return tf.tidy(() => tf.tile(overAll(tf.div(gradient, height * width)), [1, height, width, 1]))
}
