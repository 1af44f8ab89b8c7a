import { describe, expect, test } from 'vitest'
import {
  branchesIn,
  designOf,
  isBranched,
  isSequenceNetwork,
  NETWORK_NAMES,
} from '../../src/network/design.ts'
import { memoryShape } from '../../src/network/layout.ts'
import { planStep, stepMemory } from '../../src/network/memory.ts'
import {
  basicBlocks,
  SEQUENCE_ARCHITECTURES,
  sequenceRuns,
  type SequenceArchitectureName,
} from '../../src/network/sequence-architecture.ts'
import { parameterCount, sizeOf } from '../../src/network/tensors.ts'
import { writeNetworkOnnx } from '../../src/network/weights/onnx.ts'
import { sequenceNodes } from '../../src/network/weights/onnx-graph.ts'
import { recognise } from '../../src/network/weights/recognise.ts'

const NAMES = Object.keys(SEQUENCE_ARCHITECTURES) as SequenceArchitectureName[]

describe('networks over sequences', () => {
  // As PyTorch counts them in scripts/judges/torch_sequences.py.
  test.each([
    ['resnet1d', 5, 10, 3_856_647],
    ['resnet1d_mini', 5, 10, 445_703],
    ['spectrogram_resnet1d', 5, 5 * 33, 327_567],
    ['spectrogram_resnet1d_mini', 5, 5 * 33, 46_907],
  ] as const)('%s of %i channels, %i deep, has %i parameters', (name, channels, depth, count) => {
    expect(parameterCount(designOf(name, channels).specs(7, depth))).toBe(count)
  })

  test('filters lie along time, and shortcuts are matrices', () => {
    const specs = designOf('resnet1d_mini').specs(7, 12)
    const of = (name: string) => specs.find((spec) => spec.name === name)!
    expect(of('conv1.weight').shape).toEqual([32, 12, 1, 15])
    expect(memoryShape(of('conv1.weight'))).toEqual([1, 15, 12, 32])
    expect(memoryShape(of('layer2.0.downsample.0.weight'))).toEqual([32, 64])
  })

  test('a branch sees its own channel alone, and the classifier sees all', () => {
    const one = designOf('spectrogram_resnet1d_mini', 1).specs(7, 33)
    const five = designOf('spectrogram_resnet1d_mini', 5).specs(7, 5 * 33)
    for (const [i, { name, shape }] of five.entries()) {
      const [out = 0, ...rest] = one[i]?.shape ?? []
      if (name === 'fc.weight') expect(shape).toEqual([7, 5 * 32])
      else if (name !== 'fc.bias') expect(shape).toEqual([5 * out, ...rest])
    }
    expect(() => designOf('spectrogram_resnet1d_mini', 5).specs(7, 33)).toThrow('33 input channels')
  })

  test('every name has a design, and only spectrograms have branches', () => {
    for (const name of NETWORK_NAMES) {
      expect(designOf(name, 4).branches, name).toBe(name.startsWith('spectrogram') ? 4 : 1)
      expect(isBranched(name)).toBe(name.startsWith('spectrogram'))
      expect(isSequenceNetwork(name)).toBe(name.includes('resnet1d'))
    }
  })

  test.each(NAMES)('%s: checkpoints cover every block once, in order', (name) => {
    const architecture = SEQUENCE_ARCHITECTURES[name]
    const blocks = basicBlocks(architecture, 3)
    expect(blocks[0]?.downsample).toBe(false)
    expect(blocks.filter(({ downsample }) => downsample).map(({ stage }) => stage)).toEqual([2, 3, 4])
    expect(sequenceRuns(architecture, 3).flat()).toEqual(blocks)
  })
})

describe('the forecast of a step over sequences', () => {
  const day = (channels: number) => ({ height: 1, width: 86_400, channels })

  test('a day of seconds fits the processor: with one day at a time where all do not', () => {
    const design = designOf('resnet1d', 18)
    expect(planStep(design, 7, day(36), 1, 1.6e9)).toMatchObject({ parts: 1 })
    const many = planStep(design, 7, day(36), 64, 1.6e9)
    expect(many?.parts).toBeGreaterThan(1)
    expect(many?.forecast.total).toBeLessThanOrEqual(1.6e9)
  })

  test('grows with the batch and with branches', () => {
    const input = (channels: number) => ({ height: 1, width: 91, channels: channels * 33 })
    const kept = (channels: number, batch: number): number =>
      stepMemory(designOf('spectrogram_resnet1d', channels), 7, input(channels), batch, false).activations
    expect(kept(5, 8)).toBe(8 * kept(5, 1))
    expect(kept(10, 1)).toBe(2 * kept(5, 1))
  })

  test('a picture is no sequence', () => {
    const input = { height: 24, width: 60, channels: 10 }
    expect(() => stepMemory(designOf('resnet1d'), 7, input, 1, false)).toThrow('height 1, not 24')
    expect(stepMemory(designOf('seresnext_mini'), 7, input, 1, false).total).toBeGreaterThan(0)
  })
})

describe('their files', () => {
  const tensorsOf = (name: SequenceArchitectureName, channels: number, depth: number) =>
    new Map(
      designOf(name, channels)
        .specs(7, depth)
        .map((spec) => [spec.name, { shape: spec.shape, values: new Float32Array(sizeOf(spec.shape)) }]),
    )

  test.each(NAMES)('%s is recognised, with its branches', (name) => {
    for (const channels of [1, 8, 18]) {
      const tensors = tensorsOf(name, channels, 33 * channels)
      expect(branchesIn(name, tensors)).toBe(isBranched(name) ? channels : 1)
      expect(recognise({ tensors, ignored: [] })).toBe(name)
    }
  })

  test.each(NAMES)('the graph of %s uses every weight, and every value once made', (name) => {
    const nodes = sequenceNodes(SEQUENCE_ARCHITECTURES[name], 3)
    const weights = new Set(
      designOf(name, 3)
        .specs(7, 3)
        .map((spec) => spec.name),
    )
    const made = new Set(['sequences'])
    const used = new Set<string>()
    for (const { inputs, output } of nodes) {
      for (const input of inputs) {
        if (!weights.has(input)) expect(made, `${output} needs ${input}`).toContain(input)
        used.add(input)
      }
      made.add(output)
    }
    expect([...made, ...weights].filter((value) => !used.has(value))).toEqual(['logits'])
  })

  test('weights of another network are not exported', () => {
    const tensors = tensorsOf('resnet1d_mini', 1, 4)
    const size = { height: 1, width: 1440 }
    expect(writeNetworkOnnx('resnet1d_mini', tensors, size).byteLength).toBeGreaterThan(1e6)
    expect(() => writeNetworkOnnx('resnet1d', tensors, size)).toThrow("These tensors are not resnet1d's")
    expect(() => writeNetworkOnnx('resnet1d_mini', tensors, { height: 1, width: 0 })).toThrow('1 × 0')
  })
})
