import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkDevice, startBackend } from '../../src/network/backend.ts'
import { Parameters } from '../../src/network/parameters.ts'
import { sizeOf, type TensorSpec } from '../../src/network/tensors.ts'
import { binaryCrossEntropy } from '../../src/training/loss.ts'
import { perturb } from '../../src/training/sam.ts'
import { expectClose, normals } from './close.ts'

const SPECS: readonly TensorSpec[] = [
  { name: 'a', shape: [5, 3, 3, 3], role: 'convolution' },
  { name: 'b', shape: [7], role: 'bias' },
  { name: 'c', shape: [300, 77], role: 'linear' },
]

const valuesOf = (seed: number) =>
  new Map(SPECS.map((spec, i) => [spec.name, normals(sizeOf(spec.shape), seed + i)] as const))

function gradientsOf(parameters: Parameters, values: ReadonlyMap<string, Float32Array>) {
  const gradients = parameters.gradients()
  for (const [name, value] of values) gradients.set(name, tf.tensor(value, parameters.get(name).shape))
  return gradients
}

describe.each(['webgpu', 'wasm'] as const)('over all parameters, on %s', (backend) => {
  beforeAll(async () => {
    expect((await startBackend([backend], true)).backend).toBe(backend)
  })
  afterAll(() => {
    checkDevice()
    tf.removeBackend(backend)
  })

  test.each([
    [1, 1, 1],
    [3, 7, 2],
    [16, 7, 5],
    [40, 11, 3],
  ])('cross-entropy of %i × %i logits', async (batch, labels, seed) => {
    const count = batch * labels
    const z = normals(count, seed).map((v) => v * 20)
    const y = normals(count, seed + 1).map((v) => (v > 0 ? 1 : 0))
    const known = normals(count, seed + 2).map((v) => (v > -0.5 ? 1 : 0))
    const tensors = [z, y, known].map((values) => tf.tensor2d(values, [batch, labels]))
    const { loss, gradient } = binaryCrossEntropy(...(tensors as [tf.Tensor, tf.Tensor, tf.Tensor]))
    const seen = Math.max(
      1,
      known.reduce((a, b) => a + b, 0),
    )
    let sum = 0
    const slopes = Float64Array.from(z, (value, i) => {
      if (!known[i]) return 0
      sum += Math.max(value, 0) - value * (y[i] ?? 0) + Math.log1p(Math.exp(-Math.abs(value)))
      return (1 / (1 + Math.exp(-value)) - (y[i] ?? 0)) / seen
    })
    expectClose(await loss.data(), [sum / seen])
    expectClose(await gradient.data(), slopes)
    tf.dispose([...tensors, loss, gradient])
  })

  test("SAM's step is as long as its radius, uphill, and taken back bit by bit", async () => {
    const weights = valuesOf(1)
    const slopes = valuesOf(10)
    const parameters = Parameters.restore(SPECS, weights)
    const gradients = gradientsOf(parameters, slopes)
    const undo = perturb(parameters, gradients, 0.25)
    const norm = Math.sqrt([...slopes.values()].reduce((sum, g) => g.reduce((s, v) => s + v * v, sum), 0))
    for (const [name, moved] of await parameters.snapshot()) {
      const plain = Float64Array.from(
        weights.get(name) ?? [],
        (w, i) => w + (0.25 * (slopes.get(name)?.[i] ?? NaN)) / norm,
      )
      expectClose(moved, plain, 1e-6)
    }
    undo()
    expect(await parameters.snapshot()).toEqual(weights)
    gradients.dispose()
    parameters.dispose()
  })

  test('gradients of parts are scaled and added', async () => {
    const [first, second] = [valuesOf(20), valuesOf(30)]
    const parameters = Parameters.restore(SPECS, valuesOf(1))
    const sum = gradientsOf(parameters, first)
    const other = gradientsOf(parameters, second)
    sum.scale(0.25)
    sum.add(other, 0.75)
    other.dispose()
    for (const [name, gradient] of sum) {
      const plain = Float64Array.from(
        first.get(name) ?? [],
        (v, i) => 0.25 * v + 0.75 * (second.get(name)?.[i] ?? NaN),
      )
      expectClose(await gradient.data(), plain, 1e-6)
    }
    sum.dispose()
    parameters.dispose()
  })
})
