import * as tf from '@tensorflow/tfjs-core'
import { ARCHITECTURES } from '../../src/network/architecture.ts'
import { startBackend } from '../../src/network/backend.ts'
import { resnext } from '../../src/network/network.ts'
import { Parameters } from '../../src/network/parameters.ts'
import { tensorSpecs } from '../../src/network/tensors.ts'
import { writeOnnx } from '../../src/network/weights/onnx.ts'
import type { StoredTensor } from '../../src/network/weights/safetensors.ts'
import { infer } from '../../src/training/step.ts'
import { formulaInput, formulaWeight } from '../golden/formula.ts'
import { SLOW, timed } from './measure.ts'
import { channelsFirst } from './normals.ts'
import type { InferenceRun } from './plan.ts'
import type { Row } from './row.ts'

const SEED = 1
const OUTPUTS = 7
const CHANNELS = 3

/** Answers one picture: logits. */
type Answer = () => Promise<Float32Array>

async function ourAnswer({ network, side, backend }: InferenceRun): Promise<{ by: string; answer: Answer }> {
  const { threads } = await startBackend([backend])
  const architecture = ARCHITECTURES[network]
  const specs = tensorSpecs(architecture, OUTPUTS)
  const parameters = Parameters.from(specs, (spec) => formulaWeight(spec, SEED))
  const operation = resnext(architecture)
  const pictures = tf.tensor4d(formulaInput(SEED, 1, side), [1, side, side, CHANNELS])
  const answer = async () => {
    const logits = infer(operation, parameters, pictures)
    const values = (await logits.data()) as Float32Array
    logits.dispose()
    return values
  }
  return { by: on(backend, threads), answer }
}

async function onnxAnswer({ network, side, backend }: InferenceRun): Promise<{ by: string; answer: Answer }> {
  const { onnxRuntime } = await import('./onnx-runtime.ts')
  const { ort, threads } = await onnxRuntime(backend)
  const architecture = ARCHITECTURES[network]
  const tensors = new Map<string, StoredTensor>()
  for (const spec of tensorSpecs(architecture, OUTPUTS))
    tensors.set(spec.name, { shape: spec.shape, values: formulaWeight(spec, SEED) })
  const file = writeOnnx(architecture, tensors, side)
  const session = await ort.InferenceSession.create(file, { executionProviders: [backend] })
  const values = channelsFirst(formulaInput(SEED, 1, side), 1, CHANNELS)
  const answer = async () => {
    const pictures = new ort.Tensor('float32', values, [1, CHANNELS, side, side])
    const { logits } = await session.run({ pictures })
    return logits?.data as Float32Array
  }
  return { by: on(backend, threads), answer }
}

const on = (backend: string, threads: number): string =>
  backend === 'wasm' ? `, ${threads} thread${threads === 1 ? '' : 's'}` : ''

async function hardwareAdapter(): Promise<boolean> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' })
  return adapter !== null && !adapter.info.isFallbackAdapter
}

export async function measureInference(run: InferenceRun): Promise<Row[]> {
  const { subject, rival, backend } = run
  if (backend === 'webgpu' && !(await hardwareAdapter()))
    return [{ subject, by: rival, figures: {}, note: 'did not run: only a software adapter' }]
  const { by, answer } = await (rival === 'PixleepFlow' ? ourAnswer(run) : onnxAnswer(run))
  const outcome = [...(await answer())]
  const timing = await timed(async () => void (await answer()), SLOW)
  return [{ subject, by: rival + by, figures: { ...timing }, outcome }]
}
