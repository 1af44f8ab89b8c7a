import * as tf from '@tensorflow/tfjs-core'
import * as ort from 'onnxruntime-web/wasm'
import ortWasm from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ARCHITECTURES, type Architecture } from '../../src/network/architecture.ts'
import { startBackend } from '../../src/network/backend.ts'
import { resnext } from '../../src/network/network.ts'
import { Parameters } from '../../src/network/parameters.ts'
import { tensorSpecs } from '../../src/network/tensors.ts'
import { storedTensors } from '../../src/network/weights/model-file.ts'
import { writeOnnx } from '../../src/network/weights/onnx.ts'
import { readSafetensors } from '../../src/network/weights/safetensors.ts'
import { infer } from '../../src/training/step.ts'
import { formulaInput, formulaWeight } from '../golden/formula.ts'
import seresnext50 from '../golden/data/seresnext50_32x4d-seed1-64px.safetensors?url'
import seresnextTiny from '../golden/data/seresnext_tiny-seed1-64px.safetensors?url'
import { expectClose } from './close.ts'

/** Our exported file, run by another program on the same pictures. */
const SEED = 1
const SIDE = 64
const OUTPUTS = 7

interface Case {
  readonly architecture: Architecture
  readonly channels?: number
  /** Golden file with PyTorch's logits for the same weights and pictures. */
  readonly golden?: string
}

const CASES: Record<string, Case> = {
  'seresnext_mini at 64 px': { architecture: ARCHITECTURES.seresnext_mini },
  'seresnext_mini, one channel': { architecture: ARCHITECTURES.seresnext_mini, channels: 1 },
  'no gates': { architecture: { ...ARCHITECTURES.resnext101_32x8d, blocks: [1, 2, 1, 1] } },
  'seresnext_tiny at 64 px': { architecture: ARCHITECTURES.seresnext_tiny, golden: seresnextTiny },
  'seresnext50_32x4d at 64 px': { architecture: ARCHITECTURES.seresnext50_32x4d, golden: seresnext50 },
}

const BATCH = 2

/** The first `channels` planes, channels last and channels first. */
function pictures(channels: number): { last: Float32Array; first: Float32Array } {
  const colours = formulaInput(SEED, BATCH, SIDE)
  const positions = SIDE * SIDE
  const last = new Float32Array(BATCH * positions * channels)
  const first = new Float32Array(last.length)
  for (let b = 0; b < BATCH; b++)
    for (let p = 0; p < positions; p++)
      for (let c = 0; c < channels; c++) {
        const value = colours[(b * positions + p) * 3 + c] ?? NaN
        last[(b * positions + p) * channels + c] = value
        first[(b * channels + c) * positions + p] = value
      }
  return { last, first }
}

/** @returns logits of a batch, and of its last picture by itself */
async function byOnnxRuntime(
  model: Uint8Array,
  values: Float32Array,
  channels: number,
): Promise<Float32Array[]> {
  const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] })
  expect(session.inputNames).toEqual(['pictures'])
  expect(session.outputNames).toEqual(['logits'])
  const answers: Float32Array[] = []
  for (const batch of [BATCH, 1]) {
    const part = values.slice(-batch * channels * SIDE * SIDE)
    const { logits } = await session.run({
      pictures: new ort.Tensor('float32', part, [batch, channels, SIDE, SIDE]),
    })
    expect(logits?.dims).toEqual([batch, OUTPUTS])
    answers.push(Float32Array.from(logits?.data as Float32Array))
  }
  await session.release()
  return answers
}

describe('exported to ONNX, judged by onnxruntime-web', () => {
  beforeAll(async () => {
    ort.env.wasm.numThreads = 1
    ort.env.wasm.wasmPaths = { wasm: ortWasm }
    expect((await startBackend(['wasm'])).backend).toBe('wasm')
  })
  afterAll(() => tf.removeBackend('wasm'))

  test.each(Object.entries(CASES))('%s', async (name, { architecture, channels = 3, golden }) => {
    const specs = tensorSpecs(architecture, OUTPUTS, channels)
    const parameters = Parameters.from(specs, (spec) => formulaWeight(spec, SEED))
    const { last, first } = pictures(channels)
    const input = tf.tensor(last, [BATCH, SIDE, SIDE, channels])
    const logits = infer(resnext(architecture), parameters, input)
    const ours = (await logits.data()) as Float32Array
    const model = writeOnnx(architecture, await storedTensors(parameters), SIDE)
    tf.dispose([input, logits])
    parameters.dispose()

    const [both = [], alone = []] = await byOnnxRuntime(model, first, channels)
    console.log(`${name}: ${model.byteLength} bytes, off by ${relative(both, ours).toExponential(1)}`)
    expectClose(both, ours, 1e-4)
    expectClose(alone, ours.subarray(OUTPUTS), 1e-4)
    if (golden !== undefined) {
      const file = readSafetensors(new Uint8Array(await (await fetch(golden)).arrayBuffer()))
      // A golden batch may be larger; its first pictures are these.
      const theirs = file.tensors.get('eval.logits')?.values.subarray(0, both.length) ?? []
      console.log(`${name}: off from PyTorch by ${relative(both, theirs).toExponential(1)}`)
      expectClose(both, theirs, 1e-4)
    }
  })
})

function relative(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const of = Array.from(b)
  return Math.max(...of.map((v, i) => Math.abs(v - (a[i] ?? NaN)))) / Math.max(...of.map(Math.abs))
}
