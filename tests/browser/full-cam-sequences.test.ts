import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBackend } from '../../src/network/backend.ts'
import type { NetworkName } from '../../src/network/design.ts'
import { networkOf } from '../../src/network/networks.ts'
import { Parameters } from '../../src/network/parameters.ts'
import { RESIDUAL_BAR } from '../../src/saliency/explanation.ts'
import { fullCam, mapOf } from '../../src/saliency/full-cam.ts'
import { READ_KINDS } from '../../src/saliency/kind-names.ts'
import { READINGS } from '../../src/saliency/kinds.ts'
import { TermMaps, type ChannelSplit } from '../../src/saliency/term-maps.ts'
import { infer } from '../../src/training/step.ts'
import { formulaSequences, formulaWeight } from '../golden/formula.ts'
import { expectClose } from './close.ts'

const BATCH = 2

/** Values of every channel, then whether they are known. */
const masked = (count: number): ChannelSplit => ({
  count,
  ofInput: Array.from({ length: 2 * count }, (_, i) => i % count),
  branched: false,
})

const branched = (count: number, bins: number): ChannelSplit => ({
  count,
  ofInput: Array.from({ length: count * bins }, (_, i) => Math.floor(i / bins)),
  branched: true,
})

const CASES: readonly (readonly [NetworkName, ChannelSplit, number, number])[] = [
  ['resnet1d_mini', masked(3), 1, 181],
  ['spectrogram_resnet1d_mini', branched(3, 9), 1, 91],
  ['seresnext_mini', masked(2), 24, 60],
]

describe.each(['wasm', 'webgpu'] as const)('Full-CAM by channel on %s', (backend) => {
  beforeAll(async () => {
    expect((await startBackend([backend], true)).backend).toBe(backend)
  })
  afterAll(() => tf.removeBackend(backend))

  test.each(CASES)(
    '%s: the terms make the logit, the channels make the map',
    async (name, split, height, width) => {
      const before = tf.memory().numTensors
      const depth = split.ofInput.length
      const network = networkOf(name, split.count)
      const parameters = Parameters.from(network.specs(7, depth), (spec) => formulaWeight(spec, 1))
      const inputs = tf.tensor(formulaSequences(1, BATCH, height * width, depth), [
        BATCH,
        height,
        width,
        depth,
      ])
      const found = await fullCam(network.operation, parameters, inputs, 4, { split, kinds: READ_KINDS })
      const logits = infer(network.operation, parameters, inputs)
      const answers = await logits.data()
      expectClose(found.logits, [answers[4] ?? NaN, answers[7 + 4] ?? NaN])
      for (const [day, logit] of found.logits.entries()) {
        const terms = found.terms.map(({ values }) => Math.abs(values[day] ?? NaN))
        const residual = Math.abs((found.totals[day] ?? NaN) - logit)
        console.log(
          `${name} on ${backend}: residual ${residual.toExponential(1)} of ${Math.max(...terms).toFixed(2)}`,
        )
        expect(residual).toBeLessThanOrEqual(RESIDUAL_BAR * Math.max(Math.abs(logit), ...terms))
        expect(Math.min(...terms), 'a term is missing').toBeGreaterThan(0)
      }
      // Without a split the places are gathered another way: both must agree.
      const whole = await fullCam(network.operation, parameters, inputs, 4, { kinds: READ_KINDS })
      for (const kind of READ_KINDS) {
        const { places, byChannel } = mapOf(found, kind)
        expect(byChannel).toHaveLength(BATCH * height * width * split.count)
        const together = places.map((_, i) =>
          byChannel!.subarray(i * split.count, (i + 1) * split.count).reduce((sum, value) => sum + value, 0),
        )
        expectClose(together, mapOf(whole, kind).places, 1e-4)
        expectClose(together, places, 1e-4)
      }
      tf.dispose([inputs, logits])
      parameters.dispose()
      expect(tf.memory().numTensors).toBe(before)
    },
  )

  test('a branch that the answer does not ask stays cold', async () => {
    const split = branched(3, 9)
    const network = networkOf('spectrogram_resnet1d_mini', 3)
    const parameters = Parameters.from(network.specs(7, 27), (spec) => {
      const values = formulaWeight(spec, 1)
      // The classifier reads nothing of the second branch.
      return spec.name === 'fc.weight'
        ? values.map((value, i) => (Math.floor((i % 96) / 32) === 1 ? 0 : value))
        : values
    })
    const inputs = tf.tensor(formulaSequences(1, 1, 91, 27), [1, 1, 91, 27])
    const found = await fullCam(network.operation, parameters, inputs, 0, { split })
    const maps = mapOf(found, 'fullgrad-saliency').byChannel
    const sums = [0, 1, 2].map((channel) =>
      (maps ?? new Float32Array()).reduce((sum, v, i) => (i % 3 === channel ? sum + v : sum), 0),
    )
    // Rescaling takes the smallest value for 0, and where a branch is silent the smallest is 0.
    expect(sums[1]).toBe(0)
    expect(sums[0]).toBeGreaterThan(1)
    expect(sums[2]).toBeGreaterThan(1)
    inputs.dispose()
    parameters.dispose()
  })

  test('a bias of two steps is shared by what the channels say around each', async () => {
    const maps = new TermMaps(READINGS['fullgrad-saliency'], 1, 4, masked(2))
    // Gradient × input: the first channel speaks at step 0, the second channel's mask at step 1; nobody later on.
    const atInput = tf.tensor([3, 0, 0, 0, 0, 0, 0, 1, ...new Array<number>(8).fill(0)], [1, 1, 4, 4])
    const bias = tf.tensor([2, 0, -4, 0], [1, 1, 2, 2])
    maps.add(bias as tf.Tensor4D)
    const { places, byChannel: found } = maps.finish(atInput as tf.Tensor4D)
    // The bias' map is 0.5 and 1, resized to 0.5, 0.667, 0.833, 1.
    const bases = [0.5, 2 / 3, 5 / 6, 1]
    const values = await found!.data()
    const pairs = bases.map((_, step) => [values[2 * step] ?? NaN, values[2 * step + 1] ?? NaN] as const)
    const own = [
      [1, 0],
      [0, 1 / 3],
      [0, 0],
      [0, 0],
    ]
    bases.forEach((base, step) => {
      const [first = NaN, second = NaN] = pairs[step] ?? []
      const [ofFirst = NaN, ofSecond = NaN] = own[step] ?? []
      expect(first + second).toBeCloseTo(base + ofFirst + ofSecond, 4)
    })
    // Steps 0 and 1 together: three quarters are the first channel's. After them nobody speaks.
    expect(pairs[0]?.[0]).toBeCloseTo(1 + 0.5 * 0.75, 4)
    expect(pairs[3]).toEqual([expect.closeTo(0.5, 4), expect.closeTo(0.5, 4)])
    tf.dispose([atInput, bias, places, found!])
  })
})
