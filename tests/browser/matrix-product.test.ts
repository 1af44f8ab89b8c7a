import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBackend } from '../../src/network/backend.ts'
import { columnSums, matrixProduct } from '../../src/network/ops/matrix-product.ts'
import { expectClose, normals } from './close.ts'
import { product } from './plain.ts'

const SIZES: readonly (readonly [number, number, number])[] = [
  [1, 1, 1],
  [4, 7, 2048],
  [4, 256, 16],
  [4, 16, 256],
  [16, 4, 256],
  [256, 4, 16],
  [3, 5, 7],
  [64, 147, 33],
  [1, 300, 64],
  [130, 64, 66],
  [5, 2048, 8],
  [4, 2048, 128],
  [4, 128, 2048],
  [128, 4, 2048],
  [4, 1024, 64],
  [4, 512, 32],
  [70, 4, 90],
  [33, 13, 65],
  [40, 1100, 40],
]

describe.each(['webgpu', 'wasm'] as const)('matrix products on %s', (backend) => {
  beforeAll(async () => {
    expect((await startBackend([backend], true)).backend).toBe(backend)
  })
  afterAll(() => tf.removeBackend(backend))

  test.each(SIZES)('%i × %i × %i, all four transpositions', async (m, k, n) => {
    const a = normals(m * k, 1)
    const b = normals(k * n, 2)
    for (const transposeA of [false, true])
      for (const transposeB of [false, true]) {
        const left = tf.tensor2d(a, transposeA ? [k, m] : [m, k])
        const right = tf.tensor2d(b, transposeB ? [n, k] : [k, n])
        const ours = matrixProduct(left, right, { transposeA, transposeB })
        expect(ours.shape).toEqual([m, n])
        expectClose(await ours.data(), product(a, b, [m, k, n], transposeA, transposeB))
        tf.dispose([left, right, ours])
      }
  })

  test('column sums', async () => {
    const values = normals(301 * 17, 3)
    const matrix = tf.tensor2d(values, [301, 17])
    const sums = columnSums(matrix)
    expectClose(await sums.data(), product(new Float32Array(301).fill(1), values, [1, 301, 17]))
    tf.dispose([matrix, sums])
  })
})
