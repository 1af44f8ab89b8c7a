import type * as tf from '@tensorflow/tfjs-core'
import type { Gradients } from './gradients.ts'
import { handleOn } from './handle.ts'
import type { Parameters } from './parameters.ts'

/**
 * One run through the network. Every operation takes the pass, and answers with its output and the way back
 * (its pullback), so that training, inference and Full-CAM share one definition of the network.
 */
export interface Pass {
  readonly parameters: Parameters
  /** Batch statistics, or the running ones. */
  readonly mode: 'training' | 'inference'
  /** Whether a way back is wanted; without it nothing is kept. */
  readonly record: boolean
  /**
   * Whether runs of blocks keep their input alone and compute the rest again on the way back: about a quarter more
   * time for a small part of the memory (Chen et al. 2016).
   */
  readonly checkpoints?: boolean
  /** Whether the way back goes on to the pictures; else it answers with a scalar nobody should use. */
  readonly inputGradient?: boolean
  /** Receives d loss / d parameter in memory's layout; absent where only the input's gradient matters. */
  readonly gradients?: Gradients
  /**
   * Whether gradients flow through the squeeze-and-excitation gates (training), or the gates count as
   * constants, which makes the network piecewise linear and Full-CAM exact.
   */
  readonly gates: 'flow' | 'constant'
  /**
   * Full-CAM: the gradient at the output of a layer that has a bias, shape [batch, height, width, channels] or
   * [batch, channels], and that bias, shape [channels] (batch norm: β − μγ/√(σ² + ε)). Neither may be kept
   * without a clone.
   */
  readonly onBias?: (layer: string, gradient: tf.Tensor, bias: tf.Tensor) => void
  /**
   * Takes what operations keep for the way back, so that inference may be gone back through several times; whoever
   * gave it disposes of the tensors. The same tensor may come in again at each time: disposing twice does no harm.
   */
  readonly held?: tf.Tensor[]
  /**
   * How far each batch norm's running statistics move towards the batch's, which take the unbiased variance;
   * absent where a pass must leave them alone.
   */
  readonly momentum?: number
  /** Tensors that stay as they are; a frozen batch norm uses its running statistics in training too. */
  readonly isFrozen?: (name: string) => boolean
}

/** Lets go of what an operation kept for its way back, or hands it to the pass that may go back again. */
export const release = ({ held }: Pass, tensors: tf.Tensor[]): void => {
  if (held) for (const tensor of tensors) held.push(tensor)
  else for (const tensor of tensors) tensor.dispose()
}

/**
 * Consumes d loss / d output, answers with d loss / d input. May be called once, and as often as wanted where the pass
 * holds what operations keep.
 */
export type Pullback = (gradient: tf.Tensor) => tf.Tensor

export interface Step {
  readonly output: tf.Tensor
  readonly pullback: Pullback
}

/** The way back of a pass that records nothing. */
export const noWayBack: Pullback = () => {
  throw new Error('This pass recorded no way back')
}

export type Operation = (pass: Pass, input: tf.Tensor) => Step

/** Runs operations one after another; the input stays the caller's, what lies between is let go. */
export function chain(pass: Pass, input: tf.Tensor, operations: readonly Operation[]): Step {
  const pullbacks: Pullback[] = []
  let current = input
  for (const operation of operations) {
    const step = operation(pass, current)
    if (current !== input) current.dispose()
    current = step.output
    if (pass.record) pullbacks.push(step.pullback)
  }
  return {
    output: current,
    pullback: pass.record ? (gradient) => pullbacks.reduceRight((dy, back) => back(dy), gradient) : noWayBack,
  }
}

/** Operations one after another, as one. */
export const inSequence =
  (operations: readonly Operation[]): Operation =>
  (pass, input) =>
    chain(pass, input, operations)

/**
 * An operation that, where the pass asks for checkpoints, keeps nothing but its input and runs a second time on
 * the way back. Running statistics are told of in the first run alone.
 */
export const checkpointed =
  (operation: Operation): Operation =>
  (pass, input) => {
    if (!pass.record || !pass.checkpoints || pass.held) return operation(pass, input)
    const { output } = operation({ ...pass, record: false }, input)
    const kept = handleOn(input)
    return {
      output,
      pullback: (gradient) => {
        const again = operation({ ...pass, momentum: undefined }, kept)
        again.output.dispose()
        kept.dispose()
        return again.pullback(gradient)
      },
    }
  }
