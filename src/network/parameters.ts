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
