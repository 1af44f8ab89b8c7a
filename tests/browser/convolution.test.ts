import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBackend } from '../../src/network/backend.ts'
import { convolutionKernels } from '../../src/network/ops/convolution.ts'
import {
  filterOf,
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
    ...filterOf(3, 3),
    stride: 1,
    groups: 1,
  },
  {
    batch: 2,
    height: 5,
    width: 7,
    inputChannels: 32,
    outputChannels: 32,
    ...filterOf(3, 3),
    stride: 2,
    groups: 32,
  },
  {
    batch: 1,
    height: 9,
    width: 8,
    inputChannels: 64,
    outputChannels: 64,
    ...filterOf(3, 3),
    stride: 1,
    groups: 32,
  },
  {
    batch: 2,
    height: 2,
    width: 2,
    inputChannels: 128,
    outputChannels: 128,
    ...filterOf(3, 3),
    stride: 2,
    groups: 2,
  },
  {
    batch: 2,
    height: 17,
    width: 15,
    inputChannels: 3,
    outputChannels: 20,
    ...filterOf(7, 7),
    stride: 2,
    groups: 1,
  },
  {
    batch: 1,
    height: 16,
    width: 16,
    inputChannels: 3,
    outputChannels: 64,
    ...filterOf(7, 7),
    stride: 2,
    groups: 1,
  },
  // More positions than one workgroup takes for the filter's gradient.
  {
    batch: 2,
    height: 33,
    width: 31,
    inputChannels: 8,
    outputChannels: 8,
    ...filterOf(3, 3),
    stride: 1,
    groups: 4,
  },
  {
    batch: 1,
    height: 6,
    width: 6,
    inputChannels: 12,
    outputChannels: 24,
    ...filterOf(3, 3),
    stride: 1,
    groups: 6,
  },
  // Sequences: the stem, a strided stage, a branch a channel, fewer steps than taps.
  {
    batch: 2,
    height: 1,
    width: 90,
    inputChannels: 10,
    outputChannels: 64,
    ...filterOf(1, 15),
    stride: 2,
    groups: 1,
  },
  {
    batch: 1,
    height: 1,
    width: 45,
    inputChannels: 64,
    outputChannels: 128,
    ...filterOf(1, 3),
    stride: 2,
    groups: 1,
  },
  {
    batch: 3,
    height: 1,
    width: 23,
    inputChannels: 5 * 33,
    outputChannels: 5 * 8,
    ...filterOf(1, 15),
    stride: 2,
    groups: 5,
  },
  {
    batch: 2,
    height: 1,
    width: 4,
    inputChannels: 11,
    outputChannels: 22,
    ...filterOf(1, 15),
    stride: 1,
    groups: 11,
  },
  // More steps than one workgroup takes for the filter's gradient.
  {
    batch: 2,
    height: 1,
    width: 1500,
    inputChannels: 3,
    outputChannels: 6,
    ...filterOf(1, 3),
    stride: 1,
    groups: 3,
  },
]

/** Drawn at random, the same in every run. */
function drawn(count: number): ConvolutionShape[] {
  const random = new Random(20)
  const from = <T>(choices: readonly T[]): T => choices[Math.floor(random.uniform() * choices.length)] as T
  return Array.from({ length: count }, () => {
    const groups = from([1, 2, 3, 8, 32])
    const filter = filterOf(from([1, 3, 5]), from([1, 3, 5, 7]))
    return {
      batch: from([1, 2, 3]),
      height: filter.filterHeight + Math.floor(random.uniform() * 9),
      width: filter.filterWidth + Math.floor(random.uniform() * 9),
      inputChannels: groups * from([1, 2, 3, 4]),
      outputChannels: groups * from([1, 2, 5]),
      ...filter,
      stride: from([1, 2, 3]),
      groups,
    }
  })
}

const nameOf = (s: ConvolutionShape): string =>
  `${s.batch}×${s.height}×${s.width}×${s.inputChannels} → ${s.outputChannels}, ` +
  `filter ${s.filterHeight}×${s.filterWidth}, stride ${s.stride}, ${s.groups} groups`

const cases = [...CHOSEN, ...drawn(20)].map((shape) => [nameOf(shape), shape] as const)

describe.each(['webgpu', 'wasm', 'webgl'] as const)('grouped convolution on %s', (backend) => {
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
