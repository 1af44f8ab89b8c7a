import * as tf from '@tensorflow/tfjs-core'
import { Gradients } from './gradients.ts'
import { memoryShape, fromMemory, toMemory } from './layout.ts'
import { isTrained, type TensorSpec } from './tensors.ts'
import { Arena, ArenaLayout } from './webgpu/arena.ts'
import { copyInto } from './webgpu/elementwise.ts'
import { onWebGpu } from './webgpu/queue.ts'

/** The tensors of one network on the current backend, under timm's names. Owns them. */
export class Parameters {
  readonly #tensors = new Map<string, tf.Tensor>()
  readonly #running: Arena | null
  readonly #spareArenas: Arena[] = []
  /** On WebGPU: where all trained tensors lie. */
  readonly arena: Arena | null

  /** @param valuesOf a tensor's values in memory's order */
  private constructor(
    readonly specs: readonly TensorSpec[],
    valuesOf: (spec: TensorSpec) => Float32Array,
  ) {
    const arenaOf = (chosen: readonly TensorSpec[]): Arena | null =>
      onWebGpu() ? new Arena(new ArenaLayout(chosen.map((spec) => [spec.name, memoryShape(spec)]))) : null
    this.arena = arenaOf(specs.filter(({ role }) => isTrained(role)))
    this.#running = arenaOf(specs.filter(({ role }) => !isTrained(role)))
    for (const spec of specs) {
      const arena = isTrained(spec.role) ? this.arena : this.#running
      const values = valuesOf(spec)
      arena?.write(spec.name, values)
      this.#tensors.set(spec.name, arena?.get(spec.name) ?? tf.keep(tf.tensor(values, memoryShape(spec))))
    }
  }

  /**
   * @param valuesOf a tensor's values in PyTorch's order
   * @throws RangeError when a tensor has another number of values than its shape wants
   */
  static from(specs: readonly TensorSpec[], valuesOf: (spec: TensorSpec) => Float32Array): Parameters {
    return new Parameters(specs, (spec) => toMemory(spec, valuesOf(spec)))
  }

  /**
   * Bit by bit what `snapshot` gave.
   * @throws Error when a tensor is missing
   */
  static restore(specs: readonly TensorSpec[], values: ReadonlyMap<string, Float32Array>): Parameters {
    for (const { name } of specs) if (!values.has(name)) throw new Error(`The snapshot has no tensor ${name}`)
    return new Parameters(specs, (spec) => values.get(spec.name) as Float32Array)
  }

  /** Every tensor's values in memory's order. */
  async snapshot(): Promise<Map<string, Float32Array>> {
    if (this.arena)
      return new Map([...(await this.arena.values()), ...((await this.#running?.values()) ?? [])])
    const values = new Map<string, Float32Array>()
    for (const [name, tensor] of this.#tensors) values.set(name, (await tensor.data()) as Float32Array)
    return values
  }

  get trained(): string[] {
    return this.specs.filter((s) => isTrained(s.role)).map((s) => s.name)
  }

  get(name: string): tf.Tensor {
    const tensor = this.#tensors.get(name)
    if (!tensor) throw new Error(`The network has no tensor ${name}`)
    return tensor
  }

  /** Takes `value` over and lets the old one go. */
  set(name: string, value: tf.Tensor): void {
    const before = this.#tensors.get(name)
    if (this.arena && before) {
      copyInto(value, before)
      value.dispose()
      return
    }
    before?.dispose()
    this.#tensors.set(name, tf.keep(value))
  }

  /** Values in PyTorch's order, as files keep them. */
  async values(name: string): Promise<Float32Array> {
    const spec = this.specs.find((s) => s.name === name)
    if (!spec) throw new Error(`The network has no tensor ${name}`)
    return fromMemory(spec, (await this.get(name).data()) as Float32Array)
  }

  /** Room for one gradient a trained tensor; on WebGPU an arena that is used again once they are disposed. */
  gradients(): Gradients {
    const arena = this.borrow()
    return new Gradients(arena, () => this.giveBack(arena))
  }

  /** An arena like the trained tensors', with anything in it; null where there are none. */
  borrow(): Arena | null {
    return this.arena && (this.#spareArenas.pop() ?? new Arena(this.arena.layout))
  }

  giveBack(arena: Arena | null): void {
    if (arena) this.#spareArenas.push(arena)
  }

  dispose(): void {
    if (!this.arena) for (const tensor of this.#tensors.values()) tensor.dispose()
    this.#tensors.clear()
    for (const arena of [this.arena, this.#running, ...this.#spareArenas]) arena?.dispose()
    this.#spareArenas.length = 0
  }
}
