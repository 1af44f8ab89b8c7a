import type * as tf from '@tensorflow/tfjs-core'
import { runKernel, type Kernel } from './kernel.ts'

const FLAT = [64, 1, 1] as const

/** The bits of a number, for kernels that take `bitcast<f32>(numbers.NAME)`. */
export const floatBits = (value: number): number =>
  new Int32Array(new Float32Array([value]).buffer)[0] as number

const inPlace = (name: string, statement: string): Kernel<'other', 'values', 'count' | 'factor'> => ({
  name,
  inputs: ['other'],
  outputs: ['values'],
  numbers: ['count', 'factor'],
  workgroup: FLAT,
  code: `
fn run(index: i32) {
  if (index < numbers.count) { ${statement} }
}`,
})

const COPY = inPlace('copyInto', 'values[index] = other[index];')
const ADD_SCALED = inPlace('addScaled', 'values[index] += bitcast<f32>(numbers.factor) * other[index];')

const run = (kernel: typeof COPY, values: tf.Tensor, other: tf.Tensor, factor: number): void =>
  void runKernel(kernel, {
    inputs: { other },
    outputs: { values },
    numbers: { count: values.size, factor: floatBits(factor) },
    workgroups: values.size,
    work: values.size,
  })

/** Writes a tensor's values over another's. */
export const copyInto = (from: tf.Tensor, to: tf.Tensor): void => run(COPY, to, from, 1)

/** values += factor × other, in place. */
export const addScaled = (values: tf.Tensor, other: tf.Tensor, factor: number): void =>
  run(ADD_SCALED, values, other, factor)

const SCALE: Kernel<never, 'values', 'count' | 'factor'> = {
  name: 'scale',
  inputs: [],
  outputs: ['values'],
  numbers: ['count', 'factor'],
  workgroup: FLAT,
  code: `
fn run(index: i32) {
  if (index < numbers.count) { values[index] *= bitcast<f32>(numbers.factor); }
}`,
}

/** values × factor, in place. */
export const scale = (values: tf.Tensor, factor: number): void =>
  void runKernel(SCALE, {
    inputs: {},
    outputs: { values },
    numbers: { count: values.size, factor: floatBits(factor) },
    workgroups: values.size,
    work: values.size,
  })

/**
 * One result for each place of tensors of one shape. `expression` is WGSL over `a[index]`, `b[index]` and so on.
 * @param name names the expression
 */
export function eachPlace(name: string, expression: string, tensors: readonly tf.Tensor[]): tf.Tensor {
  const inputs = tensors.map((_, i) => 'abcdef'[i] as string)
  const [first] = tensors as [tf.Tensor]
  const kernel: Kernel<string, 'result', 'count'> = {
    name,
    inputs,
    outputs: ['result'],
    numbers: ['count'],
    workgroup: FLAT,
    code: `fn run(index: i32) { if (index < numbers.count) { result[index] = ${expression}; } }`,
  }
  return runKernel(kernel, {
    inputs: Object.fromEntries(tensors.map((tensor, i) => [inputs[i] as string, tensor])),
    outputs: { result: first.shape },
    numbers: { count: first.size },
    workgroups: first.size,
    work: first.size,
  }).result
}
