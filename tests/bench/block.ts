import { ARCHITECTURES, bottlenecks, type Bottleneck } from '../../src/network/architecture.ts'
import { tensorSpecs, type TensorSpec } from '../../src/network/tensors.ts'
import { formulaWeight } from '../golden/formula.ts'
import { normals } from './normals.ts'

/** One bottleneck inside a stage, with the input and the gradient that every rival is given. */

const SEED = 1
const ARCHITECTURE = ARCHITECTURES.seresnext50_32x4d
export const GROUPS = ARCHITECTURE.cardinality
export const BLOCK = bottlenecks(ARCHITECTURE)[1] as Bottleneck
export const BLOCK_SPECS: readonly TensorSpec[] = tensorSpecs(ARCHITECTURE, 1).filter(({ name }) =>
  name.startsWith(`${BLOCK.name}.`),
)

export interface BlockSize {
  readonly batch: number
  readonly side: number
}

export const LEARNING_RATE = 1e-3
export const WEIGHT_DECAY = 0.01
export const BETA1 = 0.9
export const BETA2 = 0.999
export const ADAM_EPSILON = 1e-8
export const NORM_EPSILON = 1e-5

/** In PyTorch's order. */
export const blockWeight = (spec: TensorSpec): Float32Array => formulaWeight(spec, SEED)

/** Channels last. */
export const blockInput = ({ batch, side }: BlockSize): Float32Array =>
  normals(batch * side * side * BLOCK.inputChannels, 2)

/** The loss is Σ output × this, so that this is the gradient at the output. Channels last. */
export const blockGradient = ({ batch, side }: BlockSize): Float32Array =>
  normals(batch * side * side * BLOCK.outputChannels, 3)

/** What a rival gives: one training step that ends with its loss read back. */
export type TrainingStep = () => Promise<number>
