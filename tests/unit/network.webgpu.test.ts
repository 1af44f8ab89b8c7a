import { describe, expect, test } from 'vitest'
import { ArenaLayout } from '../../src/network/webgpu/arena.ts'
import { DispatchTimes, LONGEST_DISPATCH_MS } from '../../src/network/webgpu/dispatch-times.ts'
import { shaderOf, slices } from '../../src/network/webgpu/kernel.ts'

const withoutClock = () => new DispatchTimes({ features: new Set() } as unknown as GPUDevice)

describe('work is cut by measured time', () => {
  test('a kernel that is not known yet counts as slow', () => {
    expect(withoutClock().slices('any', 1e9)).toBeGreaterThan(10)
    expect(withoutClock().slices('any', 1e3)).toBe(1)
  })

  test('each part of a timed kernel is expected to take less than the limit', () => {
    const times = withoutClock()
    times.learn('slow', 1e6, 50)
    const parts = times.slices('slow', 1e8)
    expect(5000 / parts).toBeLessThan(LONGEST_DISPATCH_MS)
    expect(parts).toBeLessThan(200)
    times.learn('quick', 1e9, 1)
    expect(times.slices('quick', 1e9)).toBe(1)
  })

  test('a first time with compilation in it is forgotten', () => {
    const times = withoutClock()
    times.learn('kernel', 1e6, 400)
    times.learn('kernel', 1e6, 10)
    expect(times.forecast('kernel', 1e6)).toBeCloseTo(10)
  })

  test('a slower time counts at once, a quicker one by half', () => {
    const times = withoutClock()
    for (const ms of [400, 10, 30]) times.learn('kernel', 1e6, ms)
    expect(times.forecast('kernel', 1e6)).toBeCloseTo(30)
    times.learn('kernel', 1e7, 100)
    expect(times.forecast('kernel', 1e6)).toBeCloseTo(20)
  })

  test('clocks that run backwards teach nothing', () => {
    const times = withoutClock()
    times.learn('kernel', 1e6, -5)
    times.learn('kernel', 1e6, NaN)
    expect(times.forecast('kernel', 1e6)).toBe(withoutClock().forecast('kernel', 1e6))
  })
})

describe('a grid in slices', () => {
  test('covers every workgroup once, along the longest axis', () => {
    const parts = slices([7, 100, 3], 8)
    expect(parts.length).toBe(8)
    let next = 0
    for (const { origin, size } of parts) {
      expect(origin).toEqual([0, next, 0])
      expect([size[0], size[2]]).toEqual([7, 3])
      next += size[1]
    }
    expect(next).toBe(100)
  })

  test('has no more slices than workgroups', () => {
    expect(slices([2, 1, 1], 50)).toEqual([
      { origin: [0, 0, 0], size: [1, 1, 1] },
      { origin: [1, 0, 0], size: [1, 1, 1] },
    ])
    expect(slices([5, 4, 3], 1)).toEqual([{ origin: [0, 0, 0], size: [5, 4, 3] }])
  })
})

describe('an arena', () => {
  test('begins every tensor where a binding may begin, and no chunk is too long', () => {
    const layout = new ArenaLayout(
      [
        ['a', [3, 3]],
        ['b', [100]],
        ['c', [64]],
        ['d', [200]],
      ],
      256,
    )
    expect([...layout.places.values()].map(({ chunk, offset }) => [chunk, offset])).toEqual([
      [0, 0],
      [0, 64],
      [0, 192],
      [1, 0],
    ])
    expect(layout.chunks).toEqual([256, 256])
  })

  test('gives a tensor that is longer than a chunk one of its own', () => {
    const layout = new ArenaLayout(
      [
        ['a', [10]],
        ['huge', [1000]],
        ['b', [1]],
      ],
      256,
    )
    expect(layout.chunks).toEqual([64, 1024, 64])
  })
})

test('a shader declares what is written before what is read, and its numbers last', () => {
  const shader = shaderOf({
    name: 'any',
    inputs: ['x'],
    outputs: ['y', 'z'],
    numbers: ['count'],
    workgroup: [64, 1, 1],
    code: 'fn run(index: i32) {}',
  })
  expect(shader).toContain('@binding(0) var<storage, read_write> y: array<f32>;')
  expect(shader).toContain('@binding(2) var<storage, read> x: array<f32>;')
  expect(shader).toContain('@binding(3) var<uniform> numbers: Numbers;')
  expect(shader).toContain('groupsX: i32, count: i32')
})
