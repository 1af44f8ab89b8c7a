import * as tf from '@tensorflow/tfjs-core'
import { Gradients } from './gradients.ts'
import type { Operation } from './pass.ts'

/** Whether a tensor, by timm's name, is one of those that stay as they are. */
export type IsFrozen = (name: string) => boolean

/**
 * Names that begin with one of `prefixes`, whole parts at a time: `layer1` holds `layer1.0.bn1.weight`, not `layer10`.
 * @param names of all of the network's tensors
 * @throws RangeError where a prefix fits none, so that a slip of the pen freezes nothing in silence
 */
export function frozenBy(prefixes: readonly string[], names: readonly string[]): IsFrozen {
  const fits = (name: string, prefix: string): boolean => name === prefix || name.startsWith(`${prefix}.`)
  for (const prefix of prefixes)
    if (!names.some((name) => fits(name, prefix)))
      throw new RangeError(`The network has no tensor that begins with ${prefix}`)
  return (name) => prefixes.some((prefix) => fits(name, prefix))
}

/**
 * The same network with some tensors frozen: their gradients are zero, and their batch norms use the running statistics
 * in training too, and leave them alone, so that frozen layers answer alike in training and afterwards.
 */
export const frozenOperation =
  (operation: Operation, isFrozen: IsFrozen): Operation =>
  (pass, input) =>
    operation(
      {
        ...pass,
        isFrozen,
        ...(pass.gradients && { gradients: new WithoutFrozen(pass.gradients, isFrozen) }),
      },
      input,
    )

/** Passes gradients on, zeros in place of the frozen tensors' own. Owns nothing. */
class WithoutFrozen extends Gradients {
  readonly #inner: Gradients
  readonly #isFrozen: IsFrozen

  constructor(inner: Gradients, isFrozen: IsFrozen) {
    super()
    this.#inner = inner
    this.#isFrozen = isFrozen
  }

  override place(name: string): tf.Tensor | undefined {
    return this.#isFrozen(name) ? undefined : this.#inner.place(name)
  }

  override set(name: string, gradient: tf.Tensor): void {
    if (!this.#isFrozen(name)) return this.#inner.set(name, gradient)
    this.#inner.set(name, tf.zerosLike(gradient))
    gradient.dispose()
  }

  override get(name: string): tf.Tensor | undefined {
    return this.#inner.get(name)
  }
}
