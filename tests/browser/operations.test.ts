import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBackend } from '../../src/network/backend.ts'
import { batchNorm } from '../../src/network/ops/batch-norm.ts'
import { classifier } from '../../src/network/ops/classifier.ts'
import { convolution } from '../../src/network/ops/convolution.ts'
import { maxPool } from '../../src/network/ops/max-pool.ts'
import { pointwise } from '../../src/network/ops/pointwise.ts'
import { squeezeExcite } from '../../src/network/ops/squeeze-excite.ts'
import { Parameters } from '../../src/network/parameters.ts'
import { chain, type Operation, type Pass } from '../../src/network/pass.ts'
import type { TensorRole, TensorSpec } from '../../src/network/tensors.ts'
import { expectClose, normals } from './close.ts'

/**
 * Each operation, forth and back, on the fast backends against TensorFlow.js' plain JavaScript one. The
 * input's and every parameter's gradient are compared, and what Full-CAM is told.
 */
interface Case {
  readonly operation: Operation
  readonly shape: readonly [number, number, number, number]
  readonly specs: readonly TensorSpec[]
  readonly mode?: Pass['mode']
  readonly gates?: Pass['gates']
}

const spec = (name: string, shape: number[], role: TensorRole): TensorSpec => ({ name, shape, role })

const norm = (channels: number): TensorSpec[] => [
  spec('bn.weight', [channels], 'gamma'),
  spec('bn.bias', [channels], 'beta'),
  spec('bn.running_mean', [channels], 'runningMean'),
  spec('bn.running_var', [channels], 'runningVar'),
]

const gate = (channels: number, squeezed: number): TensorSpec[] => [
  spec('se.fc1.weight', [squeezed, channels, 1, 1], 'convolution'),
  spec('se.fc1.bias', [squeezed], 'bias'),
  spec('se.fc2.weight', [channels, squeezed, 1, 1], 'convolution'),
  spec('se.fc2.bias', [channels], 'bias'),
]

/** As in the stem: what the pool may do with a window of zeros, the ReLU before it makes the same. */
const pooled: Operation = (pass, input) => chain(pass, input, [batchNorm('bn', true), maxPool])

const CASES: Record<string, Case> = {
  'batch norm in training with ReLU': {
    operation: batchNorm('bn', true),
    shape: [3, 5, 7, 6],
    specs: norm(6),
    mode: 'training',
  },
  'batch norm in training': {
    operation: batchNorm('bn', false),
    shape: [2, 4, 4, 65],
    specs: norm(65),
    mode: 'training',
  },
  'batch norm in training, more rows than one workgroup takes': {
    operation: batchNorm('bn', true),
    shape: [2, 40, 33, 20],
    specs: norm(20),
    mode: 'training',
  },
  'batch norm in inference': { operation: batchNorm('bn', true), shape: [2, 3, 5, 9], specs: norm(9) },
  'squeeze and excitation': { operation: squeezeExcite('se'), shape: [4, 5, 3, 256], specs: gate(256, 16) },
  'squeeze and excitation, wide': {
    operation: squeezeExcite('se'),
    shape: [4, 2, 2, 2048],
    specs: gate(2048, 128),
  },
  'squeeze and excitation, large': {
    operation: squeezeExcite('se'),
    shape: [4, 16, 16, 64],
    specs: gate(64, 8),
  },
  'squeeze and excitation at 1 × 1': {
    operation: squeezeExcite('se'),
    shape: [3, 1, 1, 64],
    specs: gate(64, 8),
  },
  'squeeze and excitation, gates held': {
    operation: squeezeExcite('se'),
    shape: [2, 4, 4, 16],
    specs: gate(16, 8),
    gates: 'constant',
  },
  'max-pool after ReLU on odd sides': { operation: pooled, shape: [2, 9, 7, 5], specs: norm(5) },
  'max-pool after ReLU on even sides': { operation: pooled, shape: [2, 8, 12, 4], specs: norm(4) },
  'pointwise convolution': {
    operation: pointwise('w'),
    shape: [2, 5, 6, 12],
    specs: [spec('w', [20, 12, 1, 1], 'convolution')],
  },
  'pointwise convolution, stride 2 on odd sides': {
    operation: pointwise('w', 2),
    shape: [2, 7, 5, 12],
    specs: [spec('w', [9, 12, 1, 1], 'convolution')],
  },
  'grouped convolution': {
    operation: convolution('w', 2, 4),
    shape: [2, 7, 8, 16],
    specs: [spec('w', [16, 4, 3, 3], 'convolution')],
  },
  classifier: {
    operation: classifier('fc'),
    shape: [3, 4, 3, 33],
    specs: [spec('fc.weight', [7, 33], 'linear'), spec('fc.bias', [7], 'bias')],
  },
}

/** Positive where the role needs it, so that no square root is taken of a negative variance. */
function valuesOf({ name, shape, role }: TensorSpec): Float32Array {
  const count = shape.reduce((a, b) => a * b, 1)
  const values = normals(count, name.length + count)
  return role === 'runningVar' ? values.map((v) => 0.5 + Math.abs(v)) : values
}

async function run({ operation, shape, specs, mode = 'inference', gates = 'flow' }: Case) {
  const parameters = Parameters.from(specs, valuesOf)
  const size = shape.reduce((a, b) => a * b, 1)
  const input = tf.tensor(normals(size, 11), [...shape])
  const gradients = parameters.gradients()
  const told: [string, tf.Tensor][] = []
  const step = operation(
    {
      parameters,
      mode,
      gates,
      record: true,
      gradients,
      momentum: 0.1,
      onBias: (layer, gradient, bias) => told.push([`bias ${layer}`, tf.keep(tf.mul(gradient, bias))]),
    },
    input,
  )
  const dy = tf.tensor(normals(step.output.size, 12), step.output.shape)
  const output = step.output.clone()
  const dx = step.pullback(dy)
  const all: [string, tf.Tensor][] = [['output', output], ['input gradient', dx], ...gradients, ...told]
  const found = new Map<string, Float32Array>()
  for (const [name, tensor] of all) found.set(name, (await tensor.data()) as Float32Array)
  for (const [name, values] of await parameters.snapshot()) found.set(`${name} after`, values)
  tf.dispose([input, step.output, output, dx, ...told.map(([, tensor]) => tensor)])
  gradients.dispose()
  parameters.dispose()
  return found
}

describe.each(['webgpu', 'wasm'] as const)('operations on %s', (backend) => {
  const expected = new Map<string, Map<string, Float32Array>>()

  beforeAll(async () => {
    await startBackend(['cpu'])
    for (const [name, one] of Object.entries(CASES)) expected.set(name, await run(one))
    expect((await startBackend([backend], true)).backend).toBe(backend)
  })
  afterAll(() => tf.removeBackend(backend))

  test.each(Object.entries(CASES))('%s', async (name, one) => {
    const tensors = tf.memory().numTensors
    const found = await run(one)
    const theirs = expected.get(name) ?? new Map<string, Float32Array>()
    expect([...found.keys()].sort()).toEqual([...theirs.keys()].sort())
    for (const [key, values] of theirs) {
      try {
        expectClose(found.get(key) ?? [], values, 1e-4)
      } catch (error) {
        throw new Error(`${key} differs`, { cause: error })
      }
    }
    expect(tf.memory().numTensors, 'tensors left behind').toBe(tensors)
  })
})
