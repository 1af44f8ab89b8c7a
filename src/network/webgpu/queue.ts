import * as tf from '@tensorflow/tfjs-core'
import { destroyUnusedBeforeGrowing, type BufferManager } from './buffer-reserve.ts'
import { DispatchTimes } from './dispatch-times.ts'

/** What of the backend's queue (4.22) its types keep to themselves. */
interface Backend {
  readonly device: GPUDevice
  readonly bufferManager: BufferManager
  readonly tensorMap: { get(dataId: object): { resource: GPUBuffer | null; values: unknown } }
  commandEncoder: GPUCommandEncoder | null
  computePassEncoder: GPUComputePassEncoder | null
  dispatchCountInPass: number
  ensureCommandEncoderReady(): void
  endComputePassEncoder(): void
  submitQueue(): void
  uploadToGPU(dataId: object): void
  makeTensorInfo(shape: number[], dtype: 'float32'): tf.TensorInfo
  tensorToBinding(tensor: tf.TensorInfo): GPUBufferBinding
  read(dataId: object): Promise<tf.BackendValues>
}

/** A tensor that is a part of a larger buffer. */
export interface View {
  readonly offset: number
  readonly bytes: number
}

/** TensorFlow.js submits after so many dispatches; a submit costs more than a dozen of them. */
const DISPATCHES_A_SUBMIT = 64
/** Work that waits for this long, by forecast, is handed over: a queue that is silent for seconds is taken for hung. */
const MOST_PENDING_MS = 400

/**
 * TensorFlow.js' own command queue with our dispatches in it, in the order of the calls, so that both kinds of
 * operations can be mixed. It also learns of tensors that are parts of a larger buffer.
 */
export class WebGpuQueue {
  readonly #backend: Backend
  readonly #views = new WeakMap<object, View>()
  readonly times: DispatchTimes
  #pendingMs = 0

  constructor(backend: Backend) {
    this.#backend = backend
    this.times = new DispatchTimes(backend.device)
    tf.env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', DISPATCHES_A_SUBMIT)
    destroyUnusedBeforeGrowing(backend.bufferManager, () => this.submit())
    const { tensorToBinding, read } = backend
    backend.tensorToBinding = (tensor) => {
      const binding = tensorToBinding.call(backend, tensor)
      const view = tensor && this.#views.get(tensor.dataId)
      return view ? { buffer: binding.buffer, offset: view.offset, size: view.bytes } : binding
    }
    backend.read = (dataId) => {
      const view = this.#views.get(dataId)
      const { resource } = view ? backend.tensorMap.get(dataId) : { resource: null }
      // The backend would read the whole buffer, and remember values that a kernel may write over.
      return view && resource ? this.#readView(resource, view) : read.call(backend, dataId)
    }
  }

  get device(): GPUDevice {
    return this.#backend.device
  }

  /** A tensor over `bytes` of a buffer that somebody else owns. */
  view(buffer: GPUBuffer, offset: number, shape: number[]): tf.Tensor {
    const tensor = tf.tensor({ buffer, zeroCopy: true }, shape, 'float32')
    this.#views.set(tensor.dataId, { offset, bytes: tensor.size * Float32Array.BYTES_PER_ELEMENT })
    return tensor
  }

  /** A new tensor with whatever stood in its memory before. */
  allocate(shape: readonly number[]): tf.Tensor {
    const info = this.#backend.makeTensorInfo([...shape], 'float32')
    this.#backend.uploadToGPU(info.dataId)
    return tf.engine().makeTensorFromTensorInfo(info)
  }

  binding(tensor: tf.Tensor): GPUBufferBinding {
    this.#backend.uploadToGPU(tensor.dataId)
    return this.#backend.tensorToBinding(tensor)
  }

  /**
   * Records one dispatch. Buffers may be let go right after: later commands that take them over come later in the
   * queue as well.
   * @param work see `DispatchTimes`
   */
  dispatch(
    kernel: string,
    pipeline: GPUComputePipeline,
    bindGroup: GPUBindGroup,
    workgroups: readonly [number, number, number],
    work: number,
  ): void {
    const backend = this.#backend
    backend.ensureCommandEncoderReady()
    const encoder = backend.commandEncoder as GPUCommandEncoder
    const timed = this.times.timing(kernel, work)
    if (timed) {
      backend.endComputePassEncoder()
      backend.computePassEncoder = encoder.beginComputePass({ timestampWrites: timed })
    }
    backend.computePassEncoder ??= encoder.beginComputePass()
    const pass = backend.computePassEncoder
    pass.setPipeline(pipeline)
    pass.setBindGroup(0, bindGroup)
    pass.dispatchWorkgroups(...workgroups)
    if (timed) backend.endComputePassEncoder()
    backend.dispatchCountInPass++
    this.#pendingMs += this.times.forecast(kernel, work)
    if (backend.dispatchCountInPass >= DISPATCHES_A_SUBMIT || this.#pendingMs > MOST_PENDING_MS) this.submit()
  }

  /** Hands over what was recorded. */
  submit(): void {
    const backend = this.#backend
    this.#pendingMs = 0
    if (!backend.commandEncoder) return
    backend.endComputePassEncoder()
    const read = this.times.resolve(backend.commandEncoder)
    backend.submitQueue()
    read()
  }

  /** Copies between two buffers of the same layout, in the order of the queue. */
  copy(from: GPUBuffer, to: GPUBuffer): void {
    this.#backend.ensureCommandEncoderReady()
    this.#backend.endComputePassEncoder()
    this.#backend.commandEncoder?.copyBufferToBuffer(from, 0, to, 0, from.size)
  }

  async #readView(buffer: GPUBuffer, { offset, bytes }: View): Promise<Float32Array> {
    const staging = this.device.createBuffer({
      size: bytes,
      usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
    })
    this.#backend.ensureCommandEncoderReady()
    this.#backend.endComputePassEncoder()
    this.#backend.commandEncoder?.copyBufferToBuffer(buffer, offset, staging, 0, bytes)
    this.submit()
    await staging.mapAsync(GPUMapMode.READ)
    const values = new Float32Array(staging.getMappedRange().slice(0))
    staging.destroy()
    return values
  }
}

const queues = new WeakMap<object, WebGpuQueue>()

/** The queue of the current backend, which must be WebGPU. */
export function webGpuQueue(): WebGpuQueue {
  const backend = tf.backend()
  let queue = queues.get(backend)
  if (!queue) queues.set(backend, (queue = new WebGpuQueue(backend as unknown as Backend)))
  return queue
}

export const onWebGpu = (): boolean => tf.getBackend() === 'webgpu'
