import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBackend } from '../../src/network/backend.ts'
import type { NetworkName } from '../../src/network/design.ts'
import { networkOf } from '../../src/network/networks.ts'
import { Parameters } from '../../src/network/parameters.ts'
import type { Operation } from '../../src/network/pass.ts'
import { RESIDUAL_BAR } from '../../src/saliency/explanation.ts'
import { fullCam, fullCams, mapOf, type FullCam } from '../../src/saliency/full-cam.ts'
import { READ_KINDS } from '../../src/saliency/kind-names.ts'
import { forAndAgainst, spreadTo } from '../../src/saliency/signed.ts'
import { formulaSequences, formulaWeight } from '../golden/formula.ts'

const LABELS = [0, 1, 2, 3, 4, 5, 6]

interface Explained {
  readonly operation: Operation
  readonly parameters: Parameters
  readonly inputs: tf.Tensor
}

function explained(name: NetworkName, shape: readonly [number, number, number], batch: number): Explained {
  const [height, width, depth] = shape
  const network = networkOf(name, 2)
  return {
    operation: network.operation,
    parameters: Parameters.from(network.specs(LABELS.length, depth), (spec) => formulaWeight(spec, 1)),
    inputs: tf.tensor(formulaSequences(1, batch, height * width, depth), [batch, ...shape]),
  }
}

const letGo = ({ parameters, inputs }: Explained): void => (parameters.dispose(), inputs.dispose())

const sumOf = (values: Iterable<number>): number => {
  let sum = 0
  for (const value of values) sum += value
  return sum
}

/** Small, since WebGPU is software on most machines that test. */
const CASES: readonly (readonly [NetworkName, readonly [number, number, number]])[] = [
  ['seresnext_mini', [32, 32, 3]],
  ['seresnext_mini', [12, 30, 4]],
  ['resnet1d_mini', [1, 181, 4]],
]

describe.each(['wasm', 'webgpu'] as const)('Full-CAM of seven labels on %s', (backend) => {
  beforeAll(async () => {
    expect((await startBackend([backend], true)).backend).toBe(backend)
  })
  afterAll(() => tf.removeBackend(backend))

  test.each(CASES)(
    '%s %j: one pass answers as seven do, and the signed maps make the logits',
    async (...of) => {
      const before = tf.memory().numTensors
      const batch = 2
      const of7 = explained(...of, batch)
      const { operation, parameters, inputs } = of7
      const found = await fullCams(operation, parameters, inputs, LABELS, { kinds: READ_KINDS })
      const asked = backend === 'wasm' ? LABELS : [4]
      for (const label of asked) {
        const alone = await fullCam(operation, parameters, inputs, label, { kinds: READ_KINDS })
        expect(found[label]).toEqual(alone)
      }
      expect(new Set(found.map(({ logits }) => logits[0])).size).toBe(LABELS.length)
      for (const { logits, terms, totals, maps } of found) {
        const { places } = mapOf({ maps }, 'signed')
        expect(places).toHaveLength(mapOf({ maps }, 'pytorch-grad-cam').places.length)
        for (let day = 0; day < batch; day++) {
          const own = places.subarray((day * places.length) / batch, ((day + 1) * places.length) / batch)
          const unplaced = sumOf(terms.filter(({ placed }) => !placed).map(({ values }) => values[day]!))
          const scale = Math.max(...terms.map(({ values }) => Math.abs(values[day]!)), Math.abs(logits[day]!))
          expect(Math.abs(sumOf(own) + unplaced - logits[day]!)).toBeLessThanOrEqual(RESIDUAL_BAR * scale)
          expect(Math.abs(totals[day]! - logits[day]!)).toBeLessThanOrEqual(RESIDUAL_BAR * scale)
          const { speaksFor, against } = forAndAgainst(own)
          expect(Math.min(...speaksFor, ...against)).toBe(0)
          expect(speaksFor.map((value, i) => value - against[i]!)).toEqual(own)
        }
      }
      expect(terms(found)).toEqual(['fc'])
      letGo(of7)
      expect(tf.memory().numTensors).toBe(before)
    },
  )

  test.each([
    [1, 43_200, 1, 86_400],
    [1, 91, 1, 1440],
    [7, 5, 24, 60],
  ])('%i × %i places are spread over %i × %i without loss', async (h, w, height, width) => {
    const values = Float32Array.from({ length: 2 * h * w }, (_, i) => Math.sin(i) + 0.1)
    const [maps, found] = tf.tidy(() => {
      const maps = tf.keep(tf.tensor4d(values, [1, h, w, 2]))
      return [maps, tf.keep(spreadTo(maps, height, width))]
    })
    const spread = await found.data()
    for (const n of [0, 1]) {
      const own = (of: ArrayLike<number>): number => {
        let sum = 0
        for (let i = n; i < of.length; i += 2) sum += of[i] as number
        return sum
      }
      expect(Math.abs(own(spread) - own(values))).toBeLessThan(1e-5 * values.length)
    }
    // The first place alone gives all of itself, though it lies at the edge.
    const one = tf.tidy(() =>
      tf.sum(
        spreadTo(
          tf.reshape(tf.cast(tf.oneHot([0], h * w), 'float32'), [1, h, w, 1]) as tf.Tensor4D,
          height,
          width,
        ),
      ),
    )
    expect((await one.data())[0]).toBeCloseTo(1, 4)
    tf.dispose([maps, found, one])
  })

  test('twenty rounds leave no tensor behind, with every kind of map and through the gates', async () => {
    const of7 = explained('seresnext_mini', [32, 32, 3], 1)
    const { operation, parameters, inputs } = of7
    const before = tf.memory()
    for (let round = 0; round < (backend === 'wasm' ? 20 : 2); round++) {
      const gates = round % 2 ? 'flow' : 'constant'
      await fullCams(operation, parameters, inputs, LABELS, { gates, kinds: READ_KINDS })
    }
    expect(tf.memory().numTensors).toBe(before.numTensors)
    expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers)
    letGo(of7)
  })
})

const terms = (found: readonly FullCam[]): string[] => [
  ...new Set(found.flatMap(({ terms }) => terms.filter(({ placed }) => !placed).map(({ layer }) => layer))),
]
