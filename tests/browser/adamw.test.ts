import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBackend } from '../../src/network/backend.ts'
import { Parameters } from '../../src/network/parameters.ts'
import type { TensorSpec } from '../../src/network/tensors.ts'
import { AdamW } from '../../src/training/adamw.ts'
import { expectClose, normals } from './close.ts'

const SPECS: readonly TensorSpec[] = [
  { name: 'a', shape: [5, 3, 3, 3], role: 'convolution' },
  { name: 'b', shape: [7], role: 'bias' },
  { name: 'c', shape: [200, 33], role: 'linear' },
]
const LEARNING_RATE = 0.01
const STEPS = 4

/** AdamW's second algorithm in plain loops, PyTorch's conventions. */
function plainAdamW(weights: Float32Array, gradients: readonly Float32Array[], decay: number): Float64Array {
  const w = Float64Array.from(weights)
  const m = new Float64Array(w.length)
  const v = new Float64Array(w.length)
  gradients.forEach((gradient, step) => {
    for (let i = 0; i < w.length; i++) {
      const g = gradient[i] as number
      m[i] = 0.9 * m[i]! + 0.1 * g
      v[i] = 0.999 * v[i]! + 0.001 * g * g
      const mean = m[i]! / (1 - 0.9 ** (step + 1))
      const square = v[i]! / (1 - 0.999 ** (step + 1))
      w[i] = w[i]! * (1 - LEARNING_RATE * decay) - (LEARNING_RATE * mean) / (Math.sqrt(square) + 1e-8)
    }
  })
  return w
}

describe.each(['webgpu', 'wasm'] as const)('AdamW on %s', (backend) => {
  beforeAll(async () => {
    expect((await startBackend([backend], true)).backend).toBe(backend)
  })
  afterAll(() => tf.removeBackend(backend))

  test('four steps as in plain loops, and a snapshot goes on bit-equal', async () => {
    const before = tf.memory().numTensors
    const size = ({ shape }: TensorSpec) => shape.reduce((a, b) => a * b, 1)
    // Random values have no order, so that layouts need no thought here.
    const parameters = Parameters.restore(SPECS, new Map(SPECS.map((s, i) => [s.name, normals(size(s), i)])))
    const options = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.1 }
    const gradientsOf = (step: number) =>
      new Map(SPECS.map((s, i) => [s.name, normals(size(s), 10 * step + i + 3)] as const))
    const stepOn = (optimiser: AdamW, own: Parameters, step: number) => {
      const gradients = own.gradients()
      for (const [name, g] of gradientsOf(step)) gradients.set(name, tf.tensor(g, own.get(name).shape))
      optimiser.step(own, gradients, LEARNING_RATE)
      gradients.dispose()
    }

    const optimiser = new AdamW(options)
    for (let step = 0; step < STEPS - 1; step++) stepOn(optimiser, parameters, step)
    const other = Parameters.restore(SPECS, await parameters.snapshot())
    const resumed = new AdamW(options)
    resumed.restore(other, await optimiser.snapshot(), optimiser.steps)
    stepOn(optimiser, parameters, STEPS - 1)
    stepOn(resumed, other, STEPS - 1)

    const values = await parameters.snapshot()
    expect(await other.snapshot()).toEqual(values)
    for (const [i, spec] of SPECS.entries()) {
      const gradients = Array.from({ length: STEPS }, (_, step) => gradientsOf(step).get(spec.name)!)
      expectClose(values.get(spec.name) ?? [], plainAdamW(normals(size(spec), i), gradients, 0.1), 1e-5)
    }
    optimiser.dispose()
    resumed.dispose()
    parameters.dispose()
    other.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })
})
