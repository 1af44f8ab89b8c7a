import { describe, expect, test } from 'vitest'
import { ARCHITECTURES, bottlenecks, checkpointRuns } from '../../src/network/architecture.ts'
import { fromMemory, memoryShape, toMemory } from '../../src/network/layout.ts'
import { parameterCount, sizeOf, tensorSpecs, type TensorSpec } from '../../src/network/tensors.ts'

describe('architectures', () => {
  /** From timm, with seven outputs. */
  test.each([
    ['seresnext_tiny', 8_077_623],
    ['seresnext_mini', 2_043_071],
    ['seresnext50_32x4d', 25_525_239],
    ['seresnext101_32x4d', 46_920_759],
    ['resnext101_32x4d', 42_143_047],
    ['resnext101_32x8d', 86_756_679],
  ] as const)('%s has %i parameters', (name, parameters) => {
    expect(parameterCount(tensorSpecs(ARCHITECTURES[name], 7))).toBe(parameters)
  })

  test('the largest has the 466 million of the paper', () => {
    const millions = parameterCount(tensorSpecs(ARCHITECTURES.resnext101_32x32d, 7)) / 1e6
    expect(millions).toBeCloseTo(466.5, 0)
  })

  test('a stage starts with a strided block that projects its shortcut', () => {
    const blocks = bottlenecks(ARCHITECTURES.seresnext50_32x4d)
    expect(blocks).toHaveLength(16)
    const first = blocks.filter(({ name }) => name.endsWith('.0'))
    expect(first.map(({ stride }) => stride)).toEqual([1, 2, 2, 2])
    expect(blocks.filter(({ downsample }) => downsample)).toEqual(first)
  })

  test('any number of outputs and input channels', () => {
    const specs = tensorSpecs(ARCHITECTURES.seresnext_mini, 3, 18)
    const shapeOf = (name: string) => specs.find((s) => s.name === name)?.shape
    expect(shapeOf('conv1.weight')).toEqual([64, 18, 7, 7])
    expect(shapeOf('fc.weight')).toEqual([3, 1024])
  })
})

describe('layout', () => {
  const spec: TensorSpec = { name: 'w', shape: [2, 3, 2, 2], role: 'convolution' }

  test('a convolution goes from [out, in, height, width] to [height, width, in, out]', () => {
    const torch = Float32Array.from({ length: 24 }, (_, i) => i)
    const memory = toMemory(spec, torch)
    expect(memoryShape(spec)).toEqual([2, 2, 3, 2])
    // out 1, in 2, row 0, column 1 stands at 21 in the file, and at [0, 1, 2, 1] in memory.
    expect(memory[((0 * 2 + 1) * 3 + 2) * 2 + 1]).toBe(torch[((1 * 3 + 2) * 2 + 0) * 2 + 1])
    expect(fromMemory(spec, memory)).toEqual(torch)
  })

  test('a 1 × 1 convolution becomes a matrix', () => {
    const pointwise: TensorSpec = { name: 'w', shape: [5, 4, 1, 1], role: 'convolution' }
    const torch = Float32Array.from({ length: sizeOf(pointwise.shape) }, (_, i) => i)
    expect(memoryShape(pointwise)).toEqual([4, 5])
    expect(fromMemory(pointwise, toMemory(pointwise, torch))).toEqual(torch)
  })

  test('refuses a wrong number of values', () => {
    expect(() => toMemory(spec, new Float32Array(23))).toThrow(/w: 23 values for the shape \[2, 3, 2, 2\]/)
  })
})

describe('runs of blocks that one checkpoint covers', () => {
  test.each(Object.values(ARCHITECTURES).map((architecture) => [architecture.name, architecture] as const))(
    '%s: every block once, in order',
    (_, architecture) => {
      const runs = checkpointRuns(architecture)
      expect(runs.flat().map(({ name }) => name)).toEqual(bottlenecks(architecture).map(({ name }) => name))
    },
  )

  test('are single blocks where maps are large and many where they are small', () => {
    const lengths = checkpointRuns(ARCHITECTURES.seresnext101_32x4d).map((run) => run.length)
    expect(lengths.slice(0, 3)).toEqual([1, 1, 1])
    expect(Math.max(...lengths)).toBeGreaterThan(2)
    expect(lengths.length).toBeLessThan(16)
  })
})
