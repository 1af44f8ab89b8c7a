import * as tf from '@tensorflow/tfjs-core'
import * as ort from 'onnxruntime-web/wasm'
import ortWasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startBackend } from '../../src/network/backend.ts'
import type { NetworkName } from '../../src/network/design.ts'
import { networkOf } from '../../src/network/networks.ts'
import { Parameters } from '../../src/network/parameters.ts'
import { storedTensors } from '../../src/network/weights/model-file.ts'
import { writeNetworkOnnx } from '../../src/network/weights/onnx.ts'
import { infer } from '../../src/training/step.ts'
import { formulaSequences, formulaWeight } from '../golden/formula.ts'
import { expectClose } from './close.ts'

/** Networks over sequences, and one over planes, in an exported file, run by another program on the same days. */
const OUTPUTS = 7
const BATCH = 2

interface Case {
  readonly name: NetworkName
  readonly channels: number
  readonly depth: number
  readonly height: number
  readonly width: number
}

const CASES: readonly Case[] = [
  { name: 'resnet1d', channels: 5, depth: 10, height: 1, width: 301 },
  { name: 'resnet1d_mini', channels: 5, depth: 10, height: 1, width: 1440 },
  { name: 'spectrogram_resnet1d', channels: 3, depth: 3 * 33, height: 1, width: 91 },
  { name: 'spectrogram_resnet1d_mini', channels: 7, depth: 7 * 33, height: 1, width: 91 },
  { name: 'seresnext_mini', channels: 5, depth: 10, height: 24, width: 60 },
]

describe('other inputs exported to ONNX, judged by onnxruntime-web', () => {
  beforeAll(async () => {
    ort.env.wasm.numThreads = 1
    ort.env.wasm.wasmPaths = { wasm: ortWasm }
    expect((await startBackend(['wasm'])).backend).toBe('wasm')
  })
  afterAll(() => tf.removeBackend('wasm'))

  test.each(CASES)('$name of $channels channels', async ({ name, channels, depth, height, width }) => {
    const network = networkOf(name, channels)
    const parameters = Parameters.from(network.specs(OUTPUTS, depth), (spec) => formulaWeight(spec, 1))
    const last = tf.tensor(formulaSequences(1, BATCH, height * width, depth), [BATCH, height, width, depth])
    const first = tf.transpose(last, [0, 3, 1, 2])
    const logits = infer(network.operation, parameters, last)
    const ours = await logits.data()
    const model = writeNetworkOnnx(name, await storedTensors(parameters), { height, width })
    const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] })
    const [input = ''] = session.inputNames
    expect(input).toBe(height === 1 ? 'sequences' : 'pictures')
    const values = (await first.data()) as Float32Array
    const found = await session.run({
      [input]: new ort.Tensor('float32', values, [BATCH, depth, height, width]),
    })
    expect(found['logits']?.dims).toEqual([BATCH, OUTPUTS])
    expectClose(found['logits']?.data as Float32Array, ours, 1e-4)
    await session.release()
    tf.dispose([last, first, logits])
    parameters.dispose()
  })
})
