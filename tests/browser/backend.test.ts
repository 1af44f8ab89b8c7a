import * as tf from '@tensorflow/tfjs-core'
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  checkDevice,
  DeviceError,
  NoBackendError,
  removeBackend,
  startBackend,
} from '../../src/network/backend.ts'

describe('the device that computes', () => {
  afterEach(() => vi.restoreAllMocks())

  test('a software adapter is passed over for WASM, and the reason is kept', async () => {
    const adapter = await navigator.gpu.requestAdapter()
    expect(
      adapter?.info.isFallbackAdapter,
      'this machine has a real adapter; the test wants a software one',
    ).toBe(true)
    const device = await startBackend(['webgpu', 'wasm'])
    expect(device).toMatchObject({
      backend: 'wasm',
      name: 'WebAssembly',
      givenUp: [{ backend: 'webgpu', reason: 'only a software adapter' }],
    })
    removeBackend()
  })

  test('where nothing starts, every reason is told', async () => {
    vi.spyOn(navigator.gpu, 'requestAdapter').mockResolvedValue(null)
    const failed = await startBackend(['webgpu']).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(NoBackendError)
    expect(failed).toMatchObject({ givenUp: [{ backend: 'webgpu', reason: 'no graphics adapter' }] })
  })

  test('an adapter that never answers is given up', async () => {
    vi.useFakeTimers()
    vi.spyOn(navigator.gpu, 'requestAdapter').mockReturnValue(new Promise(() => undefined))
    const starting = startBackend(['webgpu']).catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(20_000)
    expect(await starting).toMatchObject({
      givenUp: [{ backend: 'webgpu', reason: 'no answer within 20 s' }],
    })
    vi.useRealTimers()
  })

  test('an error of the device is found out, and a new start is clean', async () => {
    await startBackend(['webgpu'], true)
    expect(checkDevice).not.toThrow()
    const { device } = tf.backend() as WebGPUBackend
    device.createShaderModule({ code: 'this is no WGSL' })
    await device.queue.onSubmittedWorkDone()
    await vi.waitFor(() => expect(checkDevice).toThrow(DeviceError))
    removeBackend()
    expect((await startBackend(['webgpu'], true)).backend).toBe('webgpu')
    expect(checkDevice).not.toThrow()
    removeBackend()
  })
})
