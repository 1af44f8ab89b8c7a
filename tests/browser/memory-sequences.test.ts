import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { startBackend } from '../../src/network/backend.ts'
import type { NetworkName } from '../../src/network/design.ts'
import { stepMemory } from '../../src/network/memory.ts'
import { networkOf } from '../../src/network/networks.ts'
import { Parameters } from '../../src/network/parameters.ts'
import { AdamW } from '../../src/training/adamw.ts'
import { lossAndGradients } from '../../src/training/step.ts'
import { formulaWeight } from '../golden/formula.ts'
import { countBytes } from './counted-bytes.ts'

const OUTPUTS = 7

interface Case {
  readonly name: NetworkName
  /** Lifelog channels. */
  readonly channels: number
  /** Numbers of the input's last axis. */
  readonly depth: number
  readonly steps: number
  readonly batch: number
}

/** The peak of two whole steps, weights and inputs included; in the second the moments are there. */
function countedPeak({ name, channels, depth, steps, batch }: Case, checkpoints: boolean): number {
  const network = networkOf(name, channels)
  return countBytes((count) => {
    const parameters = Parameters.from(network.specs(OUTPUTS, depth), (spec) => formulaWeight(spec, 1))
    const optimiser = new AdamW()
    const inputs = tf.randomNormal([batch, 1, steps, depth], 0, 1, 'float32', 1)
    const given = { inputs, labels: tf.zeros([batch, OUTPUTS]), known: tf.ones([batch, OUTPUTS]) }
    for (let i = 0; i < 2; i++) {
      const step = lossAndGradients(network.operation, parameters, given, { statistics: false, checkpoints })
      optimiser.step(parameters, step.gradients, 1e-3)
      step.gradients.dispose()
      tf.dispose([step.loss, step.logits])
    }
    parameters.dispose()
    optimiser.dispose()
    tf.dispose(Object.values(given))
    return count().peak
  })
}

describe('the forecast of a training step over sequences on WASM, against counted bytes', () => {
  beforeAll(async () => {
    expect((await startBackend(['wasm'])).backend).toBe('wasm')
  })

  // A day of minutes and some hours of seconds, a batch that the weights outweigh, and spectrograms at both rates.
  const cases: Case[] = [
    { name: 'resnet1d_mini', channels: 5, depth: 10, steps: 1440, batch: 8 },
    { name: 'resnet1d', channels: 11, depth: 22, steps: 1440, batch: 4 },
    { name: 'resnet1d', channels: 18, depth: 36, steps: 10_001, batch: 6 },
    { name: 'resnet1d', channels: 5, depth: 10, steps: 121, batch: 2 },
    { name: 'spectrogram_resnet1d_mini', channels: 5, depth: 5 * 33, steps: 91, batch: 8 },
    { name: 'spectrogram_resnet1d', channels: 11, depth: 11 * 33, steps: 91, batch: 8 },
    { name: 'spectrogram_resnet1d', channels: 18, depth: 18 * 129, steps: 676, batch: 4 },
  ]
  for (const checkpoints of [false, true])
    test.each(cases)(
      `$name of $channels channels, $steps steps, batch of $batch, checkpoints: ${checkpoints}`,
      (one) => {
        const counted = countedPeak(one, checkpoints)
        const { name, channels, depth, steps, batch } = one
        const input = { height: 1, width: steps, channels: depth }
        const { total } = stepMemory(networkOf(name, channels), OUTPUTS, input, batch, checkpoints)
        const words = `${counted} counted, ${total} forecast`
        console.log(`${name} ${steps}: ${words}, ${((100 * counted) / total).toFixed(0)} %`)
        expect(Math.abs(counted / total - 1), words).toBeLessThan(0.1)
      },
    )
})
