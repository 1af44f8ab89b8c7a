import * as tf from '@tensorflow/tfjs-core'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ARCHITECTURES } from '../../src/network/architecture.ts'
import { checkDevice, DeviceError, removeBackend, startBackend } from '../../src/network/backend.ts'
import { resnext } from '../../src/network/network.ts'
import { Parameters } from '../../src/network/parameters.ts'
import { tensorSpecs } from '../../src/network/tensors.ts'
import { AdamW } from '../../src/training/adamw.ts'
import { infer, lossAndGradients } from '../../src/training/step.ts'
import { formulaInput, formulaLabels, formulaWeight } from '../golden/formula.ts'
import { expectClose } from './close.ts'

const OUTPUTS = 7
const SIDE = 33
const BATCH = 2
const architecture = ARCHITECTURES.seresnext_mini
const network = resnext(architecture)

/** Two training steps, then inference: everything that comes out of it, by name. */
async function trained(checkpoints: boolean): Promise<Map<string, ArrayLike<number>>> {
  const parameters = Parameters.from(tensorSpecs(architecture, OUTPUTS), (spec) => formulaWeight(spec, 1))
  const optimiser = new AdamW()
  const pictures = tf.tensor4d(formulaInput(1, BATCH, SIDE), [BATCH, SIDE, SIDE, 3])
  const labels = tf.tensor2d(formulaLabels(1, BATCH, OUTPUTS), [BATCH, OUTPUTS])
  const known = tf.ones([BATCH, OUTPUTS])
  const results = new Map<string, ArrayLike<number>>()
  for (let i = 0; i < 2; i++) {
    const step = lossAndGradients(network, parameters, { inputs: pictures, labels, known }, { checkpoints })
    results.set(`loss ${i}`, await step.loss.data())
    for (const [name, gradient] of i === 0 ? step.gradients : []) results.set(name, await gradient.data())
    optimiser.step(parameters, step.gradients, 1e-4)
    step.gradients.dispose()
    tf.dispose([step.loss, step.logits])
  }
  const logits = infer(network, parameters, pictures)
  results.set('logits', await logits.data())
  results.set('running variance', await parameters.get('bn1.running_var').data())
  parameters.dispose()
  optimiser.dispose()
  tf.dispose([pictures, labels, known, logits])
  return results
}

describe('WebGL', () => {
  afterEach(() => vi.restoreAllMocks())

  test('trains and answers as plain JavaScript does, and leaves nothing behind', async () => {
    expect((await startBackend(['cpu'])).backend).toBe('cpu')
    const plain = await trained(false)
    const device = await startBackend(['webgl'], true)
    expect(device).toMatchObject({ backend: 'webgl', threads: 1 })
    expect(device.name.length).toBeGreaterThan(3)
    for (const checkpoints of [false, true]) {
      const before = tf.memory().numTensors
      const ours = await trained(checkpoints)
      expect(tf.memory().numTensors).toBe(before)
      expect([...ours.keys()]).toEqual([...plain.keys()])
      for (const [name, values] of plain) expectClose(ours.get(name) ?? [], values, 1e-4)
    }
    expect(checkDevice).not.toThrow()
    removeBackend()
  })

  test('is passed over where its renderer is software, and the reason names it', async () => {
    const device = await startBackend(['webgl', 'wasm'])
    expect(device.backend).toBe('wasm')
    expect(device.givenUp).toEqual([
      { backend: 'webgl', reason: expect.stringMatching(/^only a software renderer, swiftshader$/i) },
    ])
    removeBackend()
  })

  test.each([
    ['it has no 32-bit float textures', 'EXT_color_buffer_float'],
    ['this browser has no WebGL 2', null],
  ])('is refused: %s', async (reason, lacking) => {
    if (lacking === null) vi.spyOn(OffscreenCanvas.prototype, 'getContext').mockReturnValue(null)
    else {
      const { getExtension } = WebGL2RenderingContext.prototype
      const found = function (this: WebGL2RenderingContext, name: string): unknown {
        return name === lacking ? null : (getExtension as (name: string) => unknown).call(this, name)
      }
      vi.spyOn(WebGL2RenderingContext.prototype, 'getExtension').mockImplementation(found as never)
    }
    const failed = await startBackend(['webgl'], true).catch((error: unknown) => error)
    expect(failed).toMatchObject({ givenUp: [{ backend: 'webgl', reason }] })
  })

  test('that loses its context is found out', async () => {
    await startBackend(['webgl'], true)
    expect(checkDevice).not.toThrow()
    const { MathBackendWebGL } = await import('@tensorflow/tfjs-backend-webgl')
    const backend = tf.backend()
    if (!(backend instanceof MathBackendWebGL)) throw new Error('another backend has started')
    backend.getGPGPUContext().gl.getExtension('WEBGL_lose_context')?.loseContext()
    await vi.waitFor(() => expect(checkDevice).toThrow(DeviceError))
  })
})
