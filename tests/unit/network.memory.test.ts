import { describe, expect, test } from 'vitest'
import { ARCHITECTURES } from '../../src/network/architecture.ts'
import { planMemory, trainingMemory } from '../../src/network/memory.ts'

const GB = 1e9
const { seresnext_mini, seresnext50_32x4d, seresnext101_32x4d, resnext101_32x32d } = ARCHITECTURES

describe('the memory of a training step', () => {
  test('weights, gradients and two moments are four times the parameters', () => {
    expect(trainingMemory(seresnext_mini, 7, 112, 8, false).parameters).toBe(2_043_071 * 16)
  })

  test('grows with the batch alone, and checkpoints keep less than half', () => {
    const one = trainingMemory(seresnext101_32x4d, 7, 224, 1, false)
    const sixteen = trainingMemory(seresnext101_32x4d, 7, 224, 16, false)
    expect(sixteen.activations).toBe(16 * one.activations)
    expect(sixteen.parameters).toBe(one.parameters)
    const checked = trainingMemory(seresnext101_32x4d, 7, 224, 16, true)
    expect(checked.activations).toBeLessThan(sixteen.activations / 2)
    expect(checked.total).toBeLessThan(sixteen.total)
  })

  test('kernels of our own need less than composed operations', () => {
    const composed = trainingMemory(seresnext50_32x4d, 7, 224, 8, true, { backend: 'webgl' })
    const fused = trainingMemory(seresnext50_32x4d, 7, 224, 8, true, { backend: 'webgpu' })
    expect(fused.activations).toBe(composed.activations)
    expect(fused.total).toBeLessThan(composed.total)
  })

  test('gradients that are added up take their own room, and so do the weights before SAM', () => {
    const whole = trainingMemory(seresnext50_32x4d, 7, 224, 4, true)
    const parts = trainingMemory(seresnext50_32x4d, 7, 224, 4, true, { parts: 2 })
    expect(parts.total - whole.total).toBe(whole.parameters / 4)
    const sam = trainingMemory(seresnext50_32x4d, 7, 224, 4, true, { sam: true })
    expect(sam.total - whole.total).toBe(whole.parameters / 4)
  })
})

describe('the plan', () => {
  test('keeps all where it fits, then checkpoints, then divides the batch', () => {
    expect(planMemory(seresnext_mini, 7, 224, 8, 1.5 * GB)).toMatchObject({ checkpoints: false, parts: 1 })
    const wide = planMemory(seresnext101_32x4d, 7, 224, 16, 2.5 * GB)
    expect(wide).toMatchObject({ checkpoints: true, parts: 1 })
    const narrow = planMemory(seresnext101_32x4d, 7, 224, 16, 1.6 * GB)
    expect(narrow?.checkpoints).toBe(true)
    expect(narrow?.parts).toBeGreaterThan(1)
    expect(narrow?.forecast.total).toBeLessThanOrEqual(1.6 * GB)
  })

  test('of SAM divides nothing', () => {
    const plan = planMemory(seresnext50_32x4d, 7, 224, 4, 4 * GB, { sam: true })
    expect(plan).toMatchObject({ checkpoints: false, parts: 1 })
    expect(planMemory(seresnext50_32x4d, 7, 224, 64, 4 * GB, { sam: true })).toBeNull()
    expect(planMemory(seresnext50_32x4d, 7, 224, 64, 4 * GB)?.parts).toBeGreaterThan(1)
  })

  test('the 466 million parameters of 32x32d do not fit, whatever the batch', () => {
    expect(planMemory(resnext101_32x32d, 7, 224, 1, 1.5 * GB)).toBeNull()
    expect(trainingMemory(resnext101_32x32d, 7, 224, 1, true).parameters / GB).toBeCloseTo(7.5, 1)
  })
})
