import { ARCHITECTURES } from './architecture.ts'
import { designOf, isSequenceNetwork, type Design, type NetworkName } from './design.ts'
import { resnext } from './network.ts'
import type { Operation } from './pass.ts'
import { resnet1d } from './resnet1d.ts'
import { SEQUENCE_ARCHITECTURES } from './sequence-architecture.ts'

/** A network by its name, whatever it looks at. */
export interface Network extends Design {
  /** Inputs [batch, height, width, channels] to logits [batch, outputs]; a sequence has the height 1. */
  readonly operation: Operation
}

/** @param channels lifelog channels of the input: the branches of a network that has them; others do not ask */
export function networkOf(name: NetworkName, channels = 1): Network {
  const design = designOf(name, channels)
  const operation = isSequenceNetwork(name)
    ? resnet1d(SEQUENCE_ARCHITECTURES[name], design.branches)
    : resnext(ARCHITECTURES[name])
  return { ...design, operation }
}
