import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBackend } from '../../src/network/backend.ts'
import { convolutionKernels } from '../../src/network/ops/convolution.ts'
import {
  filterShape,
  inputShape,
  outputShape,
  type ConvolutionShape,
} from '../../src/network/ops/convolution-shape.ts'
import { sizeOf } from '../../src/network/tensors.ts'
import { Random } from '../../src/training/random.ts'
import { expectClose, normals } from './close.ts'
import { convolutionFilterGradient, convolutionForward, convolutionInputGradient } from './plain.ts'

/** Chosen for their corners: odd sides, a side smaller than the filter, one group, a channel a group. */
const CHOSEN: readonly ConvolutionShape[] = [
  {
    batch: 1,
    height: 1,
    width: 1,
    inputChannels: 2,
    outputChannels: 2,
    side: 3,
    stride: 1,
    padding: 1,
    groups: 1,
  },
  {
    batch: 2,
    height: 5,
    width: 7,
    inputChannels: 32,
    outputChannels: 32,
    side: 3,
    stride: 2,
    padding: 1,
    groups: 32,
  },
  {
    batch: 1,
    height: 9,
    width: 8,
    inputChannels: 64,
    outputChannels: 64,
    side: 3,
    stride: 1,
    padding: 1,
    groups: 32,
  },
  {
    batch: 2,
    height: 2,
    width: 2,
    inputChannels: 128,
    outputChannels: 128,
    side: 3,
    stride: 2,
    padding: 1,
    groups: 2,
  },
  {
    batch: 2,
    height: 17,
    width: 15,
    inputChannels: 3,
    outputChannels: 20,
    side: 7,
    stride: 2,
    padding: 3,
    groups: 1,
  },
  {
    batch: 1,
    height: 16,
    width: 16,
    inputChannels: 3,
    outputChannels: 64,
    side: 7,
    stride: 2,
    padding: 3,
    groups: 1,
  },
  // More positions than one workgroup takes for the filter's gradient.
  {
    batch: 2,
    height: 33,
    width: 31,
    inputChannels: 8,
    outputChannels: 8,
    side: 3,
    stride: 1,
    padding: 1,
    groups: 4,
  },
  {
    batch: 1,
    height: 6,
    width: 6,
    inputChannels: 12,
    outputChannels: 24,
    side: 3,
    stride: 1,
    padding: 1,
    groups: 6,
  },
]

/** Drawn at random, the same in every run. */
function drawn(count: number): ConvolutionShape[] {
  const random = new Random(20)
  const from = <T>(choices: readonly T[]): T => choices[Math.floor(random.uniform() * choices.length)] as T
  return Array.from({ length: count }, () => {
    const groups = from([1, 2, 3, 8, 32])
    const side = from([1, 3, 5])
    return {
      batch: from([1, 2, 3]),
      height: side + Math.floor(random.uniform() * 9),
      width: side + Math.floor(random.uniform() * 9),
      inputChannels: groups * from([1, 2, 3, 4]),
      outputChannels: groups * from([1, 2, 5]),
      side,
      stride: from([1, 2, 3]),
      padding: side >> 1,
      groups,
    }
  })
}

const nameOf = (s: ConvolutionShape): string =>
  `${s.batch}×${s.height}×${s.width}×${s.inputChannels} → ${s.outputChannels}, ` +
  `side ${s.side}, stride ${s.stride}, ${s.groups} groups`

const cases = [...CHOSEN, ...drawn(16)].map((shape) => [nameOf(shape), shape] as const)

describe.each(['webgpu', 'wasm'] as const)('grouped convolution on %s', (backend) => {
  beforeAll(async () => {
    expect((await startBackend([backend], true)).backend).toBe(backend)
  })
  afterAll(() => tf.removeBackend(backend))

  test.each(cases)('%s', async (_, shape) => {
    const before = tf.memory().numTensors
    const kernels = convolutionKernels()
    const x = normals(sizeOf(inputShape(shape)), 1)
    const filter = normals(sizeOf(filterShape(shape)), 2)
    const dy = normals(sizeOf(outputShape(shape)), 3)
    const tensors = {
      x: tf.tensor4d(x, inputShape(shape)),
      filter: tf.tensor4d(filter, filterShape(shape)),
      dy: tf.tensor4d(dy, outputShape(shape)),
    }
    const y = kernels.forward(tensors.x, tensors.filter, shape)
    const dx = kernels.inputGradient(tensors.dy, tensors.filter, shape)
    const dw = kernels.filterGradient(tensors.x, tensors.dy, shape)
    expect([y.shape, dx.shape, dw.shape]).toEqual([outputShape(shape), inputShape(shape), filterShape(shape)])
    expectClose(await y.data(), convolutionForward(x, filter, shape))
    expectClose(await dx.data(), convolutionInputGradient(dy, filter, shape))
    expectClose(await dw.data(), convolutionFilterGradient(x, dy, shape))
    tf.dispose([y, dx, dw, ...Object.values(tensors)])
    expect(tf.memory().numTensors).toBe(before)
  })
})
