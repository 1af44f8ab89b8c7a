import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { ARCHITECTURES, type ArchitectureName } from '../../src/network/architecture.ts'
import { startBackend } from '../../src/network/backend.ts'
import { trainingMemory } from '../../src/network/memory.ts'
import { resnext } from '../../src/network/network.ts'
import { Parameters } from '../../src/network/parameters.ts'
import { tensorSpecs } from '../../src/network/tensors.ts'
import { AdamW } from '../../src/training/adamw.ts'
import { samStep } from '../../src/training/sam.ts'
import { lossAndGradients, type Batch } from '../../src/training/step.ts'
import { formulaWeight } from '../golden/formula.ts'
import { countBytes } from './counted-bytes.ts'

const OUTPUTS = 7

const batchOf = (batch: number, side: number): Batch => ({
  inputs: tf.randomNormal([batch, side, side, 3], 0, 1, 'float32', 1),
  labels: tf.zeros([batch, OUTPUTS]),
  known: tf.ones([batch, OUTPUTS]),
})

type OneStep = (network: ReturnType<typeof resnext>, p: Parameters, optimiser: AdamW, batch: Batch) => void

const plainStep =
  (checkpoints: boolean): OneStep =>
  (network, parameters, optimiser, batch) => {
    const step = lossAndGradients(network, parameters, batch, { statistics: false, checkpoints })
    optimiser.step(parameters, step.gradients, 1e-3)
    step.gradients.dispose()
    tf.dispose([step.loss, step.logits])
  }

const sharpStep: OneStep = (network, parameters, optimiser, batch) => {
  const losses = samStep(network, parameters, optimiser, batch, 1e-3)
  tf.dispose([losses.atWeights, losses.atPerturbed])
}

/** The peak of two whole steps, weights and pictures included; in the second the moments are there. */
function countedPeak(name: ArchitectureName, side: number, size: number, step: OneStep): number {
  const architecture = ARCHITECTURES[name]
  return countBytes((count) => {
    const parameters = Parameters.from(tensorSpecs(architecture, OUTPUTS), (spec) => formulaWeight(spec, 1))
    const optimiser = new AdamW()
    const batch = batchOf(size, side)
    for (let i = 0; i < 2; i++) step(resnext(architecture), parameters, optimiser, batch)
    parameters.dispose()
    optimiser.dispose()
    tf.dispose([batch.inputs, batch.labels, batch.known])
    return count().peak
  })
}

function expectWithin(counted: number, forecast: number, share: number): void {
  expect(Math.abs(counted / forecast - 1), `${counted} counted, ${forecast} forecast`).toBeLessThan(share)
}

describe('the forecast of a training step on WASM, against counted bytes', () => {
  beforeAll(async () => {
    expect((await startBackend(['wasm'])).backend).toBe('wasm')
  })

  // Where the stem decides, where blocks do, and where the optimiser does; odd sides too.
  const cases = [
    ['seresnext_mini', 75, 3],
    ['seresnext_tiny', 112, 4],
    ['seresnext50_32x4d', 64, 16],
    ['resnext101_32x4d', 64, 2],
    ['seresnext101_32x4d', 112, 6],
  ] as const
  for (const checkpoints of [false, true])
    test.each(cases)(`%s at %i px, batch of %i, checkpoints: ${checkpoints}`, (name, side, batch) => {
      const counted = countedPeak(name, side, batch, plainStep(checkpoints))
      expectWithin(
        counted,
        trainingMemory(ARCHITECTURES[name], OUTPUTS, side, batch, checkpoints).total,
        0.15,
      )
    })

  test('of SAM, whose weights wait for the second pass', () => {
    const counted = countedPeak('seresnext_tiny', 64, 4, sharpStep)
    const { total } = trainingMemory(ARCHITECTURES.seresnext_tiny, OUTPUTS, 64, 4, false, { sam: true })
    expectWithin(counted, total, 0.15)
  })
})
