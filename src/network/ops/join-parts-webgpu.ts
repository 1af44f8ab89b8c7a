import type * as tf from '@tensorflow/tfjs-core'
import { runKernel, type Kernel } from '../webgpu/kernel.ts'

const JOIN: Kernel<'parts', 'result', 'count' | 'partCount'> = {
  name: 'joinParts',
  inputs: ['parts'],
  outputs: ['result'],
  numbers: ['count', 'partCount'],
  workgroup: [64, 1, 1],
  code: `
fn run(index: i32) {
  if (index >= numbers.count) { return; }
  var sum = 0.0;
  for (var part = 0; part < numbers.partCount; part++) { sum += parts[part * numbers.count + index]; }
  result[index] = sum;
}`,
}

/**
 * Adds up what workgroups found apart, always in the same order: [parts, …] to […]. Disposes the parts.
 * @param into where the sum is to stand, or the shape of a new tensor
 */
export function joinParts(parts: tf.Tensor, into: tf.Tensor | readonly number[]): tf.Tensor {
  const partCount = parts.shape[0] ?? 1
  const count = parts.size / partCount
  const { result } = runKernel(JOIN, {
    inputs: { parts },
    outputs: { result: into },
    numbers: { count, partCount },
    workgroups: count,
    work: parts.size,
  })
  parts.dispose()
  return result
}
