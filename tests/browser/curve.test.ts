import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBackend } from '../../src/network/backend.ts'
import { networkOf } from '../../src/network/networks.ts'
import { Parameters } from '../../src/network/parameters.ts'
import { AdamW, ADAMW } from '../../src/training/adamw.ts'
import { lossAndGradients, type Batch } from '../../src/training/step.ts'
import { formulaInput, formulaLabels, formulaWeight } from '../golden/formula.ts'
import curve from '../golden/data/curve-seresnext_tiny-64px.json'

const OUTPUTS = 7
/** Of the loss, at every step. */
const TOLERANCE = 0.02

const { side, batch, batches, seed, learningRate, weightDecay, losses } = curve

beforeAll(async () => {
  expect((await startBackend(['wasm'], true)).backend).toBe('wasm')
})
afterAll(() => tf.removeBackend('wasm'))

/** The formula's pictures and labels in batches that take turns, as in scripts/judges/torch_curve.py. */
function formulaBatches(): Batch[] {
  const pixels = formulaInput(seed, batch * batches, side)
  const labels = formulaLabels(seed, batch * batches, OUTPUTS)
  const part = (values: Float32Array, k: number): Float32Array =>
    values.slice((k * values.length) / batches, ((k + 1) * values.length) / batches)
  return Array.from({ length: batches }, (_, k) => ({
    inputs: tf.tensor(part(pixels, k), [batch, side, side, 3]),
    labels: tf.tensor(part(labels, k), [batch, OUTPUTS]),
    known: tf.ones([batch, OUTPUTS]),
  }))
}

test('a hundred steps of AdamW follow PyTorch’s loss from the same start', { timeout: 300_000 }, async () => {
  const { operation, specs } = networkOf('seresnext_tiny', 1)
  const parameters = Parameters.from(specs(OUTPUTS, 3), (spec) => formulaWeight(spec, seed))
  const optimiser = new AdamW({ ...ADAMW, weightDecay })
  const turns = formulaBatches()
  expect(losses).toHaveLength(100)
  // A curve that stays where it is would prove little.
  expect(losses.at(-1)!).toBeLessThan(losses[0]! / 20)
  const apart: number[] = []
  for (const [step, theirs] of losses.entries()) {
    const { loss, logits, gradients } = lossAndGradients(operation, parameters, turns[step % batches]!)
    optimiser.step(parameters, gradients, learningRate)
    const [ours = NaN] = await loss.data()
    apart.push(Math.abs(ours - theirs) / theirs)
    gradients.dispose()
    tf.dispose([loss, logits])
  }
  parameters.dispose()
  optimiser.dispose()
  tf.dispose(turns.map((turn) => Object.values(turn)))
  expect(Math.max(...apart)).toBeLessThan(TOLERANCE)
})
