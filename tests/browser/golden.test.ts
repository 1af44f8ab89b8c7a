import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBackend } from '../../src/network/backend.ts'
import { judge } from '../golden/judge.ts'

const FILE = 'seresnext_tiny-seed1-64px.safetensors'

/** On software WebGPU a step takes ten seconds: there one of each kind is judged, and all on WASM. */
const WANTED = {
  wasm: /./,
  webgpu: /^(eval|train\.(logits|loss|grad)|fullgrad\.frozen|fullgrad\.class0)/,
} as const

test('the map of pytorch-grad-cam is made too, on WASM', async () => {
  expect((await startBackend(['wasm'])).backend).toBe('wasm')
  const response = await fetch(`/tests/golden/data/gradcam_fullgrad-${FILE}`)
  const file = { name: `gradcam_fullgrad-${FILE}`, bytes: new Uint8Array(await response.arrayBuffer()) }
  const found: unknown[] = []
  for await (const { name, verdict } of judge(file, () => true)) found.push([name, verdict])
  expect(found).toEqual([['gradcam.fullgrad.cam', 'pass']])
})

describe.each(['wasm', 'webgpu'] as const)('golden values of seresnext_tiny on %s', (backend) => {
  beforeAll(async () => {
    expect((await startBackend([backend], true)).backend).toBe(backend)
  })
  afterAll(() => tf.removeBackend(backend))

  test(
    'every quantity is within its tolerance, and no tensor is left behind',
    { timeout: 600_000 },
    async () => {
      const response = await fetch(`/tests/golden/data/${FILE}`)
      const bytes = new Uint8Array(await response.arrayBuffer())
      const before = tf.memory().numTensors
      const failed: string[] = []
      let passed = 0
      for await (const quantity of judge({ name: FILE, bytes }, (name) => WANTED[backend].test(name))) {
        const { name, error, tolerance, verdict } = quantity
        if (verdict === 'fail') failed.push(`${name}: ${error} of ${tolerance}`)
        if (verdict === 'pass') passed++
      }
      expect(failed).toEqual([])
      expect(passed).toBeGreaterThanOrEqual(25)
      expect(tf.memory().numTensors).toBe(before)
    },
  )
})
