import * as tf from '@tensorflow/tfjs-core'
import { memoryShape, fromMemory, toMemory } from './layout.ts'
import { isTrained, type TensorSpec } from './tensors.ts'

/** The tensors of one network on the current backend, under timm's names. Owns them. */
export class Parameters {
  readonly #tensors = new Map<string, tf.Tensor>()

  constructor(readonly specs: readonly TensorSpec[]) {}

  /**
   * @param valuesOf a tensor's values in PyTorch's order
   * @throws RangeError when a tensor has another number of values than its shape wants
   */
  static from(specs: readonly TensorSpec[], valuesOf: (spec: TensorSpec) => Float32Array): Parameters {
    const parameters = new Parameters(specs)
    for (const spec of specs)
      parameters.#tensors.set(spec.name, keep(tf.tensor(toMemory(spec, valuesOf(spec)), memoryShape(spec))))
    return parameters
  }

  /**
   * Bit by bit what `snapshot` gave.
   * @throws Error when a tensor is missing
   */
  static restore(specs: readonly TensorSpec[], values: ReadonlyMap<string, Float32Array>): Parameters {
    const parameters = new Parameters(specs)
    for (const spec of specs) {
      const own = values.get(spec.name)
      if (!own) throw new Error(`The snapshot has no tensor ${spec.name}`)
      parameters.#tensors.set(spec.name, keep(tf.tensor(own, memoryShape(spec))))
    }
    return parameters
  }

  /** Every tensor's values in memory's order. */
  async snapshot(): Promise<Map<string, Float32Array>> {
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

  /** Takes `value` over and lets the old tensor go. */
  set(name: string, value: tf.Tensor): void {
    this.#tensors.get(name)?.dispose()
    this.#tensors.set(name, keep(value))
  }

  /** Values in PyTorch's order, as files keep them. */
  async values(name: string): Promise<Float32Array> {
    const spec = this.specs.find((s) => s.name === name)
    if (!spec) throw new Error(`The network has no tensor ${name}`)
    return fromMemory(spec, (await this.get(name).data()) as Float32Array)
  }

  dispose(): void {
    for (const tensor of this.#tensors.values()) tensor.dispose()
    this.#tensors.clear()
  }
}

/** Out of reach of the tidy that surrounds a training step. */
const keep = (tensor: tf.Tensor): tf.Tensor => tf.keep(tensor)
