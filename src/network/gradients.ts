import * as tf from '@tensorflow/tfjs-core'
import type { Arena } from './webgpu/arena.ts'
import { addScaled, copyInto, scale } from './webgpu/elementwise.ts'

/**
 * d loss / d parameter under timm's names, in memory's layout. Owns its tensors. On WebGPU they lie in an arena
 * like the weights', and kernels write them where they belong.
 */
export class Gradients {
  readonly #tensors = new Map<string, tf.Tensor>()
  readonly #release: () => void

  /**
   * @param arena where the tensors lie; null where each is a tensor of its own
   * @param release takes the arena back
   */
  constructor(
    readonly arena: Arena | null = null,
    release: () => void = () => undefined,
  ) {
    this.#release = release
  }

  /** Where a kernel may write this gradient; undefined where it makes a tensor of its own. */
  place(name: string): tf.Tensor | undefined {
    return this.arena?.get(name)
  }

  /** Takes the tensor over; one that was not written in its place is copied there. */
  set(name: string, gradient: tf.Tensor): void {
    const place = this.place(name)
    if (place && place !== gradient) {
      copyInto(gradient, place)
      gradient.dispose()
    } else if (!place) tf.keep(gradient)
    this.#tensors.set(name, place ?? gradient)
  }

  get(name: string): tf.Tensor | undefined {
    return this.#tensors.get(name)
  }

  get names(): string[] {
    return [...this.#tensors.keys()]
  }

  [Symbol.iterator](): IterableIterator<[string, tf.Tensor]> {
    return this.#tensors[Symbol.iterator]()
  }

  /** Every gradient times a number. */
  scale(factor: number): void {
    if (this.arena) for (const chunk of this.arena.chunks) scale(chunk, factor)
    else
      for (const [name, gradient] of this.#tensors) {
        this.#tensors.set(name, tf.keep(tf.mul(gradient, factor)))
        gradient.dispose()
      }
  }

  /** Adds another's gradients times a number; both have the same names. */
  add(other: Gradients, factor: number): void {
    if (this.arena && other.arena)
      this.arena.chunks.forEach((chunk, i) => addScaled(chunk, other.arena?.chunks[i] as tf.Tensor, factor))
    else
      for (const [name, gradient] of other) {
        const own = this.#tensors.get(name)
        const sum = tf.tidy(() => (own ? tf.add(own, tf.mul(gradient, factor)) : tf.mul(gradient, factor)))
        this.#tensors.set(name, tf.keep(sum))
        own?.dispose()
      }
  }

  dispose(): void {
    if (!this.arena) tf.dispose([...this.#tensors.values()])
    this.#tensors.clear()
    this.#release()
  }
}
