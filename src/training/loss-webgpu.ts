import type * as tf from '@tensorflow/tfjs-core'
import { runKernel, type Kernel } from '../network/webgpu/kernel.ts'
import type { Loss } from './loss.ts'

const LANES = 64

/** Batches are small: one workgroup does it all. */
const LOSS: Kernel<'logits' | 'labels' | 'known', 'loss' | 'gradient', 'count'> = {
  name: 'binaryCrossEntropy',
  inputs: ['logits', 'labels', 'known'],
  outputs: ['loss', 'gradient'],
  numbers: ['count'],
  workgroup: [LANES, 1, 1],
  code: `
var<workgroup> losses: array<f32, ${LANES}>;
var<workgroup> counts: array<f32, ${LANES}>;
fn run(lane: i32) {
  var sum = 0.0;
  var seen = 0.0;
  for (var i = lane; i < numbers.count; i += ${LANES}) {
    let z = logits[i];
    let softplus = log(1.0 + exp(-abs(z)));
    sum += known[i] * (max(z, 0.0) - z * labels[i] + softplus);
    seen += known[i];
  }
  losses[lane] = sum;
  counts[lane] = seen;
  workgroupBarrier();
  var all = 0.0;
  var total = 0.0;
  for (var other = 0; other < ${LANES}; other++) {
    all += losses[other];
    total += counts[other];
  }
  total = max(total, 1.0);
  if (lane == 0) { loss[0] = all / total; }
  for (var i = lane; i < numbers.count; i += ${LANES}) {
    gradient[i] = (1.0 / (1.0 + exp(-logits[i])) - labels[i]) * known[i] / total;
  }
}`,
}

/** See `binaryCrossEntropy`. */
export function lossOnWebGpu(logits: tf.Tensor, labels: tf.Tensor, known: tf.Tensor): Loss {
  const { loss, gradient } = runKernel(LOSS, {
    inputs: { logits, labels, known },
    outputs: { loss: [], gradient: logits.shape },
    numbers: { count: logits.size },
    workgroups: LANES,
    work: logits.size,
  })
  return { loss: loss as tf.Scalar, gradient }
}
