import * as tf from '@tensorflow/tfjs-core'
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ARCHITECTURES, type ArchitectureName } from '../../src/network/architecture.ts'
import { checkDevice, startBackend } from '../../src/network/backend.ts'
import { trainingMemory } from '../../src/network/memory.ts'
import { resnext } from '../../src/network/network.ts'
import { Parameters } from '../../src/network/parameters.ts'
import { sizeOf, tensorSpecs } from '../../src/network/tensors.ts'
import { AdamW } from '../../src/training/adamw.ts'
import { lossAndGradients, type Batch } from '../../src/training/step.ts'
import { countWebGpu } from '../bench/webgpu-count.ts'
import { formulaInput, formulaLabels, formulaWeight } from '../golden/formula.ts'

const OUTPUTS = 7

function training(name: ArchitectureName, side: number, size: number, checkpoints = false) {
  const architecture = ARCHITECTURES[name]
  const specs = tensorSpecs(architecture, OUTPUTS)
  const parameters = Parameters.from(specs, (spec) => formulaWeight(spec, 1))
  const optimiser = new AdamW()
  const network = resnext(architecture)
  const batch: Batch = {
    inputs: tf.tensor4d(formulaInput(1, size, side), [size, side, side, 3]),
    labels: tf.tensor2d(formulaLabels(1, size, OUTPUTS), [size, OUTPUTS]),
    known: tf.ones([size, OUTPUTS]),
  }
  return {
    parameters,
    record() {
      const { loss, logits, gradients } = lossAndGradients(network, parameters, batch, { checkpoints })
      optimiser.step(parameters, gradients, 1e-4)
      gradients.dispose()
      logits.dispose()
      return loss
    },
    async step() {
      const loss = this.record()
      const [value = NaN] = await loss.data()
      loss.dispose()
      return value
    },
    dispose() {
      parameters.dispose()
      optimiser.dispose()
      tf.dispose([batch.inputs, batch.labels, batch.known])
    },
  }
}

/** Steps until nothing new is expected, then `steps` more: after which of those more was held than before them. */
async function held(steps: number, bytes: () => number) {
  const run = training('seresnext_mini', 64, 2)
  for (let i = 0; i < 3; i++) await run.step()
  const tensors = tf.memory().numTensors
  let most = bytes()
  let grew = 0
  let loss = NaN
  for (let i = 0; i < steps; i++) {
    loss = await run.step()
    if (bytes() > most) grew++
    most = Math.max(most, bytes())
  }
  const moreTensors = tf.memory().numTensors - tensors
  run.dispose()
  return { moreTensors, grew, loss }
}

describe('hundreds of steps hold no more than a few, on WASM', () => {
  beforeAll(async () => void (await startBackend(['wasm'])))
  afterAll(() => tf.removeBackend('wasm'))

  test('300 steps of seresnext_mini at 64 px', async () => {
    const { wasm } = tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } }
    const { moreTensors, grew, loss } = await held(300, () => wasm.HEAPU8.length)
    expect(moreTensors).toBe(0)
    // The heap finds its size in the first steps; what is lost step by step makes it grow again and again.
    expect(grew).toBeLessThan(3)
    expect(loss).toBeLessThan(0.1)
  })
})

describe('on WebGPU', () => {
  const counts = countWebGpu()
  beforeAll(async () => void (await startBackend(['webgpu'], true)))
  afterAll(() => tf.removeBackend('webgpu'))

  test('30 steps of seresnext_mini at 64 px hold no more than three', async () => {
    const { moreTensors, grew, loss } = await held(
      30,
      () => (tf.backend() as WebGPUBackend).bufferManager.numBytesAllocated,
    )
    expect(moreTensors).toBe(0)
    // A kernel that turns out slower is cut into more dispatches, each with numbers of its own; a leak grows at each step.
    expect(grew).toBeLessThan(10)
    expect(loss).toBeLessThan(0.65)
    checkDevice()
  })

  test('a step of seresnext101 at 224 px, batch 16, stays under 1.5 GB of buffers', async () => {
    counts.dry = true
    counts.peak = counts.alive
    const others = counts.alive
    const run = training('seresnext101_32x4d', 224, 16, true)
    run.record().dispose()
    run.record().dispose()
    counts.dry = false
    const peak = counts.peak - others
    const forecast = trainingMemory(ARCHITECTURES.seresnext101_32x4d, OUTPUTS, 224, 16, true, {
      backend: 'webgpu',
    }).total
    console.info(
      `seresnext101_32x4d, 224 px, batch 16: peak ${(peak / 1e6).toFixed(0)} MB, forecast ${(forecast / 1e6).toFixed(0)} MB`,
    )
    expect(peak).toBeGreaterThan(4 * 4 * sizeOf([46e6]))
    expect(peak).toBeLessThan(1.5e9)
    run.dispose()
  })
})
