import { ARCHITECTURES, type ArchitectureName } from './architecture.ts'
import { sectionsOf, type InputSize, type Section, type Workspace } from './memory-layers.ts'
import { sequenceSections } from './memory-sequence.ts'
import {
  SEQUENCE_ARCHITECTURES,
  sequenceSpecs,
  type SequenceArchitectureName,
} from './sequence-architecture.ts'
import { tensorSpecs, type TensorSpec } from './tensors.ts'

/** Any network: of pictures, or of sequences. */
export type NetworkName = ArchitectureName | SequenceArchitectureName

/** What can be said of a network without a backend. `networkOf` adds the operation. */
export interface Design {
  readonly name: NetworkName
  /** Separate ways up to the classifier; 1 where there are none. */
  readonly branches: number
  /**
   * Every tensor.
   * @param inputChannels the last axis of the input, over all branches
   * @throws RangeError when they do not divide into branches
   */
  specs(outputs: number, inputChannels: number): TensorSpec[]
  /**
   * What its operations hold: see `sectionsOf`.
   * @throws RangeError when a sequence is given a height
   */
  sections(input: InputSize, need: Workspace, checkpoints: boolean): Section[]
}

export const isSequenceNetwork = (name: NetworkName): name is SequenceArchitectureName =>
  Object.hasOwn(SEQUENCE_ARCHITECTURES, name)

/** Whether each lifelog channel has a branch of its own. */
export const isBranched = (name: NetworkName): boolean =>
  isSequenceNetwork(name) && SEQUENCE_ARCHITECTURES[name].branched

export const NETWORK_NAMES = [
  ...Object.keys(ARCHITECTURES),
  ...Object.keys(SEQUENCE_ARCHITECTURES),
] as readonly NetworkName[]

/** How many branches a stored network has, by its first convolution; 1 where it has none or the tensor is missing. */
export function branchesIn(
  name: NetworkName,
  tensors: ReadonlyMap<string, { readonly shape: readonly number[] }>,
): number {
  if (!isSequenceNetwork(name) || !SEQUENCE_ARCHITECTURES[name].branched) return 1
  const outputs = tensors.get('conv1.weight')?.shape[0] ?? 0
  return Math.max(1, Math.floor(outputs / SEQUENCE_ARCHITECTURES[name].stem))
}

/** @param channels lifelog channels of the input: the branches of a network that has them; others do not ask */
export function designOf(name: NetworkName, channels = 1): Design {
  if (!isSequenceNetwork(name)) {
    const architecture = ARCHITECTURES[name]
    return {
      name,
      branches: 1,
      specs: (outputs, inputChannels) => tensorSpecs(architecture, outputs, inputChannels),
      sections: (input, need, checkpoints) => sectionsOf(architecture, input, need, checkpoints),
    }
  }
  const architecture = SEQUENCE_ARCHITECTURES[name]
  const branches = architecture.branched ? channels : 1
  return {
    name,
    branches,
    specs: (outputs, inputChannels) => sequenceSpecs(architecture, branches, outputs, inputChannels),
    sections: (input, need, checkpoints) =>
      sequenceSections(architecture, branches, input, need, checkpoints),
  }
}
