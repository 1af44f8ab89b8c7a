import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBackend } from '../../src/network/backend.ts'
import { frozenBy, frozenOperation } from '../../src/network/frozen.ts'
import { networkOf } from '../../src/network/networks.ts'
import { Parameters } from '../../src/network/parameters.ts'
import { prefixesUpTo } from '../../src/network/stages.ts'
import { AdamW, ADAMW } from '../../src/training/adamw.ts'
import { FrozenValues } from '../../src/training/keep-frozen.ts'
import { recalibrate } from '../../src/training/recalibrate.ts'
import { samStep } from '../../src/training/sam.ts'
import { lossAndGradients, type Batch } from '../../src/training/step.ts'
import { formulaInput, formulaLabels, formulaWeight } from '../golden/formula.ts'

const [COUNT, SIDE, OUTPUTS] = [4, 32, 7]
const { operation, specs: specsOf } = networkOf('seresnext_mini', 1)
const specs = specsOf(OUTPUTS, 3)
const names = specs.map(({ name }) => name)
const isFrozen = frozenBy(prefixesUpTo('layer2'), names)
const frozen = frozenOperation(operation, isFrozen)

const pictures = (seed: number): tf.Tensor =>
  tf.tensor(formulaInput(seed, COUNT, SIDE), [COUNT, SIDE, SIDE, 3])
const batchOf = (): Batch => ({
  inputs: pictures(1),
  labels: tf.tensor(formulaLabels(1, COUNT, OUTPUTS), [COUNT, OUTPUTS]),
  known: tf.ones([COUNT, OUTPUTS]),
})
/** Tensors whose values differ between two snapshots. */
const changed = (a: ReadonlyMap<string, Float32Array>, b: ReadonlyMap<string, Float32Array>): Set<string> =>
  new Set(names.filter((name) => a.get(name)!.some((value, i) => value !== b.get(name)![i])))

test('names are frozen a part at a time', () => {
  expect(prefixesUpTo('stem')).toEqual(['conv1', 'bn1'])
  expect(['conv1.weight', 'layer2.0.se.fc1.bias', 'bn1.running_mean'].map(isFrozen)).toEqual([
    true,
    true,
    true,
  ])
  expect(['layer3.0.conv1.weight', 'fc.weight', 'layer20.weight'].map(isFrozen)).toEqual([
    false,
    false,
    false,
  ])
  expect(() => frozenBy(['layer9'], names)).toThrow('no tensor that begins with layer9')
})

describe.each(['wasm', 'webgpu'] as const)('frozen stages on %s', (backend) => {
  beforeAll(async () => {
    expect((await startBackend([backend], true)).backend).toBe(backend)
  })
  afterAll(() => tf.removeBackend(backend))

  test('neither steps nor recalibration move them, and all else learns', { timeout: 300_000 }, async () => {
    const tensors = tf.memory().numTensors
    const parameters = Parameters.from(specs, (spec) => formulaWeight(spec, 1))
    const before = await parameters.snapshot()
    const kept = new FrozenValues(parameters, isFrozen)
    const optimiser = new AdamW({ ...ADAMW, weightDecay: 0.1 })
    const batch = batchOf()
    for (const checkpoints of [false, true]) {
      const { loss, logits, gradients } = lossAndGradients(frozen, parameters, batch, { checkpoints })
      optimiser.step(parameters, gradients, 1e-2)
      kept.putBack()
      gradients.dispose()
      tf.dispose([loss, logits])
    }
    tf.dispose(Object.values(samStep(frozen, parameters, optimiser, batch, 1e-2)))
    kept.putBack()
    recalibrate(frozen, parameters, [pictures(2), pictures(3)])
    const moved = changed(before, await parameters.snapshot())
    expect([...moved].filter(isFrozen)).toEqual([])
    expect(names.filter((name) => !isFrozen(name) && !moved.has(name))).toEqual([])
    kept.dispose()
    optimiser.dispose()
    parameters.dispose()
    tf.dispose(Object.values(batch))
    expect(tf.memory().numTensors).toBe(tensors)
  })

  test('the gradients of what is not frozen are those of numbers', { timeout: 300_000 }, async () => {
    const parameters = Parameters.from(specs, (spec) => formulaWeight(spec, 1))
    const batch = batchOf()
    const lossOf = async (): Promise<{ loss: number; slope: number; frozenSlope: number }> => {
      const { loss, logits, gradients } = lossAndGradients(frozen, parameters, batch, { statistics: false })
      const sum = async (name: string) => (await tf.sum(tf.square(gradients.get(name)!)).data())[0]!
      const found = {
        loss: (await loss.data())[0]!,
        slope: await sum('fc.weight'),
        frozenSlope: (await sum('layer1.0.conv1.weight')) + (await sum('bn1.weight')),
      }
      gradients.dispose()
      tf.dispose([loss, logits])
      return found
    }
    const { loss, slope, frozenSlope } = await lossOf()
    expect(frozenSlope).toBe(0)
    // A small step along fc.weight's gradient lowers the loss by step × |gradient|².
    const { gradients, ...rest } = lossAndGradients(frozen, parameters, batch, { statistics: false })
    const step = 0.01
    parameters.set(
      'fc.weight',
      tf.tidy(() => tf.sub(parameters.get('fc.weight'), tf.mul(gradients.get('fc.weight')!, step))),
    )
    expect((loss - (await lossOf()).loss) / (step * slope)).toBeCloseTo(1, 1)
    gradients.dispose()
    tf.dispose([rest.loss, rest.logits, ...Object.values(batch)])
    parameters.dispose()
  })
})
