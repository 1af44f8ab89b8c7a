import * as tf from '@tensorflow/tfjs-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBackend } from '../../src/network/backend.ts'
import { readSafetensors } from '../../src/network/weights/safetensors.ts'
import { judgeInference } from '../golden/judge-inference.ts'
import { judgeAdamW, judgeGradients } from '../golden/judge-training.ts'
import { NetworkCase } from '../golden/network-case.ts'

/** The networks over sequences against PyTorch, branches against separate networks there. */
const FILES = ['resnet1d_mini-seed1.safetensors', 'spectrogram_resnet1d_mini-seed1.safetensors']

describe.each(['wasm', 'webgpu', 'webgl'] as const)('golden values of sequence networks on %s', (backend) => {
  beforeAll(async () => {
    expect((await startBackend([backend], true)).backend).toBe(backend)
  })
  afterAll(() => tf.removeBackend(backend))

  test.each(FILES)('%s', async (file) => {
    const response = await fetch(`/tests/golden/data/${file}`)
    const of = new NetworkCase(file, readSafetensors(new Uint8Array(await response.arrayBuffer())))
    const before = tf.memory().numTensors
    const failed: string[] = []
    let passed = 0
    for (const judge of [judgeInference, judgeGradients, judgeAdamW])
      for await (const { name, error, tolerance, verdict } of judge(of, () => true)) {
        if (verdict === 'pass') passed++
        else failed.push(`${name}: ${error} of ${tolerance}, ${verdict}`)
      }
    expect(failed).toEqual([])
    expect(passed).toBe(18)
    expect(tf.memory().numTensors).toBe(before)
  })
})
