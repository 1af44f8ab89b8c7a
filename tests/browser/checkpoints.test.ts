import * as tf from '@tensorflow/tfjs-core'
import type { Gradients } from '../../src/network/gradients.ts'
import { beforeAll, describe, expect, test } from 'vitest'
import { ARCHITECTURES } from '../../src/network/architecture.ts'
import { startBackend } from '../../src/network/backend.ts'
import { trainingMemory } from '../../src/network/memory.ts'
import { resnext } from '../../src/network/network.ts'
import { Parameters } from '../../src/network/parameters.ts'
import { tensorSpecs } from '../../src/network/tensors.ts'
import { accumulatedGradients } from '../../src/training/accumulate.ts'
import { AdamW } from '../../src/training/adamw.ts'
import { samStep } from '../../src/training/sam.ts'
import { lossAndGradients, type Batch } from '../../src/training/step.ts'
import { countBytes } from './counted-bytes.ts'
import { formulaInput, formulaLabels, formulaWeight } from '../golden/formula.ts'

const architecture = ARCHITECTURES.seresnext50_32x4d
const SIDE = 64
const network = resnext(architecture)
const fresh = () => Parameters.from(tensorSpecs(architecture, 7), (spec) => formulaWeight(spec, 1))

const batchOf = (from: number, to: number): Batch => ({
  inputs: tf.slice(
    tf.tensor4d(formulaInput(1, 4, SIDE), [4, SIDE, SIDE, 3]),
    [from, 0, 0, 0],
    [to - from, -1, -1, -1],
  ),
  labels: tf.slice(tf.tensor2d(formulaLabels(1, 4, 7), [4, 7]), [from, 0], [to - from, 7]),
  known: tf.ones([to - from, 7]),
})

const peakOf = <T>(work: () => T): { result: T; peak: number } =>
  countBytes((count) => {
    const result = work()
    return { result, peak: count().peak }
  })

/** How many values differ; a comparison of millions that names each would take minutes. */
function differences(ours: ArrayLike<number> | undefined, theirs: ArrayLike<number>): number {
  if (ours?.length !== theirs.length) return Infinity
  let count = 0
  for (let i = 0; i < theirs.length; i++) if (ours[i] !== theirs[i]) count++
  return count
}

describe('checkpoints on WASM', () => {
  beforeAll(async () => {
    expect((await startBackend(['wasm'])).backend).toBe('wasm')
  })

  test('give the same gradients, the same running statistics, in less memory', async () => {
    const batch = batchOf(0, 4)
    const kept = fresh()
    const plain = peakOf(() => lossAndGradients(network, kept, batch))
    const again = fresh()
    const checked = peakOf(() => lossAndGradients(network, again, batch, { checkpoints: true }))
    for (const [name, gradient] of plain.result.gradients) {
      const other = checked.result.gradients.get(name)
      expect(differences(await other?.data(), await gradient.data()), name).toBe(0)
    }
    const statistics = await again.snapshot()
    for (const [name, values] of await kept.snapshot())
      expect(differences(statistics.get(name), values), name).toBe(0)
    // The gradients themselves, 102 MB, are in both.
    const gradients = 25.5e6 * 4
    expect(checked.peak - gradients).toBeLessThan((plain.peak - gradients) * 0.6)
  })

  test.each([false, true])(
    'the forecast of what is kept is within a tenth, checkpoints: %s',
    (checkpoints) => {
      const parameters = fresh()
      const { inputs: pictures } = batchOf(0, 4)
      const kept = tf.tidy(() =>
        countBytes((count) => {
          network(
            {
              parameters,
              mode: 'training',
              record: true,
              checkpoints,
              gates: 'flow',
              gradients: parameters.gradients(),
            },
            pictures,
          )
          return count().alive
        }),
      )
      // The pictures were there before.
      const forecast = trainingMemory(architecture, 7, SIDE, 4, checkpoints).activations - pictures.size * 4
      expect(Math.abs(kept / forecast - 1), `${kept} bytes kept, ${forecast} forecast`).toBeLessThan(0.1)
      parameters.dispose()
    },
  )

  test('SAM takes the same step with them', async () => {
    const batch = batchOf(0, 2)
    const outcomes = [false, true].map((checkpoints) => {
      const [parameters, optimiser] = [fresh(), new AdamW()]
      const { atWeights, atPerturbed } = samStep(network, parameters, optimiser, batch, 1e-3, { checkpoints })
      const fc = parameters.get('fc.weight').dataSync()
      parameters.dispose()
      optimiser.dispose()
      return [atWeights.dataSync()[0], atPerturbed.dataSync()[0], ...fc]
    })
    expect(outcomes[1]).toEqual(outcomes[0])
    expect(outcomes[0]?.[1]).not.toBe(outcomes[0]?.[0])
  })

  test('parts of a batch add up to the loss of each part by its share', async () => {
    const parameters = fresh()
    const parts = [batchOf(0, 2), batchOf(2, 4)]
    const each = parts.map((part) => lossAndGradients(network, parameters, part, { statistics: false }))
    const together = await accumulatedGradients(network, parameters, parts, { statistics: false })
    const losses = await Promise.all(each.map(async ({ loss }) => (await loss.data())[0] ?? NaN))
    expect((await together.loss.data())[0]).toBeCloseTo(losses.reduce((a, b) => a + b, 0) / 2, 5)
    const bias = (list: Gradients) => list.get('fc.bias') as tf.Tensor
    const mean = tf.tidy(() => tf.div(tf.add(bias(each[0]!.gradients), bias(each[1]!.gradients)), 2))
    const difference = tf.tidy(() => tf.max(tf.abs(tf.sub(mean, bias(together.gradients)))))
    expect((await difference.data())[0]).toBeLessThan(1e-6)
  })
})
