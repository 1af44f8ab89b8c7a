import * as tf from '@tensorflow/tfjs-core'
import type { Gradients } from '../network/gradients.ts'
import type { Parameters } from '../network/parameters.ts'
import type { Arena } from '../network/webgpu/arena.ts'
import { floatBits } from '../network/webgpu/elementwise.ts'
import { runKernel, type Kernel } from '../network/webgpu/kernel.ts'

/** Added to the norm before dividing by it. */
export const TINY = 1e-12

const LANES = 64
const GROUPS = 256

/** Σ g² of each workgroup's share, at the place of its buffer: [buffers, groups]. */
const SQUARES: Kernel<'gradient', 'squares', 'count' | 'first'> = {
  name: 'samSquares',
  inputs: ['gradient'],
  outputs: ['squares'],
  numbers: ['count', 'first'],
  workgroup: [LANES, 1, 1],
  code: `
var<workgroup> sums: array<f32, ${LANES}>;
fn run(index: i32) {
  let lane = index % ${LANES};
  var sum = 0.0;
  for (var i = index; i < numbers.count; i += ${LANES * GROUPS}) { sum += gradient[i] * gradient[i]; }
  sums[lane] = sum;
  workgroupBarrier();
  if (lane > 0) { return; }
  for (var other = 1; other < ${LANES}; other++) { sum += sums[other]; }
  squares[numbers.first + index / ${LANES}] = sum;
}`,
}

/** The length of the step, from all squares. */
const SCALE: Kernel<'squares', 'scale', 'count' | 'radius'> = {
  name: 'samScale',
  inputs: ['squares'],
  outputs: ['scale'],
  numbers: ['count', 'radius'],
  workgroup: [LANES, 1, 1],
  code: `
var<workgroup> sums: array<f32, ${LANES}>;
fn run(lane: i32) {
  var sum = 0.0;
  for (var i = lane; i < numbers.count; i += ${LANES}) { sum += squares[i]; }
  sums[lane] = sum;
  workgroupBarrier();
  if (lane > 0) { return; }
  for (var other = 1; other < ${LANES}; other++) { sum += sums[other]; }
  scale[0] = bitcast<f32>(numbers.radius) / (sqrt(sum) + ${TINY});
}`,
}

const PERTURB: Kernel<'gradient' | 'scale', 'weights', 'count'> = {
  name: 'samPerturb',
  inputs: ['gradient', 'scale'],
  outputs: ['weights'],
  numbers: ['count'],
  workgroup: [LANES, 1, 1],
  code: `
fn run(index: i32) {
  if (index < numbers.count) { weights[index] += gradient[index] * scale[0]; }
}`,
}

/** As `perturb`, two dispatches a buffer and one over all. */
export function perturbArena(
  parameters: Parameters,
  weights: Arena,
  { arena }: Gradients,
  radius: number,
): () => void {
  const before = parameters.borrow()
  if (!arena || !before) throw new Error('These gradients lie in no arena')
  before.copyFrom(weights)
  const buffers = weights.chunks.length
  const squares = tf.zeros([buffers, GROUPS])
  arena.chunks.forEach((gradient, buffer) =>
    runKernel(SQUARES, {
      inputs: { gradient },
      outputs: { squares },
      numbers: { count: gradient.size, first: buffer * GROUPS },
      workgroups: LANES * GROUPS,
      work: gradient.size,
    }),
  )
  const { scale } = runKernel(SCALE, {
    inputs: { squares },
    outputs: { scale: [1] },
    numbers: { count: squares.size, radius: floatBits(radius) },
    workgroups: LANES,
    work: squares.size,
  })
  weights.chunks.forEach((chunk, buffer) =>
    runKernel(PERTURB, {
      inputs: { gradient: arena.chunks[buffer] as tf.Tensor, scale },
      outputs: { weights: chunk },
      numbers: { count: chunk.size },
      workgroups: chunk.size,
      work: chunk.size,
    }),
  )
  tf.dispose([squares, scale])
  return () => {
    weights.copyFrom(before)
    parameters.giveBack(before)
  }
}
