import * as tf from '@tensorflow/tfjs-core'
import { sizeOf } from '../tensors.ts'
import { webGpuQueue, type WebGpuQueue } from './queue.ts'

/** WebGPU's guarantee for where a binding may begin, in floats. */
const ALIGNMENT = 64
/** WebGPU's guarantee for the longest binding, in floats. */
const LONGEST = 2 ** 25

interface Place {
  readonly chunk: number
  /** In floats. */
  readonly offset: number
  readonly shape: readonly number[]
}

/** Where each tensor of a set stands in a few large buffers. */
export class ArenaLayout {
  readonly places = new Map<string, Place>()
  /** Floats of each buffer. */
  readonly chunks: readonly number[]

  constructor(tensors: Iterable<readonly [name: string, shape: readonly number[]]>, longest = LONGEST) {
    const chunks: number[] = []
    for (const [name, shape] of tensors) {
      const size = Math.ceil(sizeOf(shape) / ALIGNMENT) * ALIGNMENT
      const last = chunks.length - 1
      if (last < 0 || (chunks[last] ?? 0) + size > longest) chunks.push(0)
      const chunk = chunks.length - 1
      const offset = chunks[chunk] ?? 0
      this.places.set(name, { chunk, offset, shape })
      chunks[chunk] = offset + size
    }
    this.chunks = chunks
  }
}

/**
 * Tensors in a few large buffers, so that one kernel can work on all of them: an optimiser's step is a dispatch a
 * buffer instead of two a tensor. What lies between tensors is zero and stays so. WebGPU only.
 */
export class Arena {
  readonly #queue: WebGpuQueue = webGpuQueue()
  readonly #buffers: readonly GPUBuffer[]
  readonly #tensors = new Map<string, tf.Tensor>()
  /** Each buffer as one flat tensor. */
  readonly chunks: readonly tf.Tensor[]

  constructor(readonly layout: ArenaLayout) {
    const queue = this.#queue
    const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage
    this.#buffers = layout.chunks.map((floats) =>
      queue.device.createBuffer({ size: floats * 4, usage: STORAGE | COPY_SRC | COPY_DST }),
    )
    const view = (chunk: number, offset: number, shape: readonly number[]) =>
      tf.keep(queue.view(this.#buffers[chunk] as GPUBuffer, offset * 4, [...shape]))
    this.chunks = layout.chunks.map((floats, chunk) => view(chunk, 0, [floats]))
    for (const [name, { chunk, offset, shape }] of layout.places)
      this.#tensors.set(name, view(chunk, offset, shape))
  }

  get(name: string): tf.Tensor | undefined {
    return this.#tensors.get(name)
  }

  /** @throws Error when there is no such tensor, RangeError when the number of values is another */
  write(name: string, values: Float32Array): void {
    const place = this.layout.places.get(name)
    if (!place) throw new Error(`There is no tensor ${name}`)
    if (values.length !== sizeOf(place.shape))
      throw new RangeError(`${name}: ${values.length} values for the shape [${place.shape.join(', ')}]`)
    const queue = this.#queue
    // Written at once, and must not overtake what is still recorded.
    queue.submit()
    queue.device.queue.writeBuffer(
      this.#buffers[place.chunk] as GPUBuffer,
      place.offset * 4,
      values.buffer,
      values.byteOffset,
      values.byteLength,
    )
  }

  /** Takes over all values of another arena of this layout. */
  copyFrom(other: Arena): void {
    other.#buffers.forEach((from, i) => this.#queue.copy(from, this.#buffers[i] as GPUBuffer))
  }

  /** Every tensor's values; one read a buffer. */
  async values(): Promise<Map<string, Float32Array>> {
    const chunks = await Promise.all(this.chunks.map((chunk) => chunk.data<'float32'>()))
    const values = new Map<string, Float32Array>()
    for (const [name, { chunk, offset, shape }] of this.layout.places)
      values.set(name, (chunks[chunk] as Float32Array).slice(offset, offset + sizeOf(shape)))
    return values
  }

  dispose(): void {
    this.#queue.submit()
    tf.dispose([...this.chunks, ...this.#tensors.values()])
    this.#tensors.clear()
    for (const buffer of this.#buffers) buffer.destroy()
  }
}
