import { bottlenecks, type Architecture, type Bottleneck } from '../architecture.ts'
import {
  basicBlocks,
  BLOCK_TAPS,
  STEM_TAPS,
  type BasicBlock,
  type SequenceArchitecture,
} from '../sequence-architecture.ts'
import type { Node } from './onnx-messages.ts'
import { Nodes, POINT } from './onnx-nodes.ts'

export const INPUT = 'pictures'
export const SEQUENCES = 'sequences'

/**
 * The network in inference mode, from `pictures` [batch, channels, side, side] to `logits` [batch, outputs].
 * Batch norms stay nodes of their own, so that every weight in the file is the trained one under timm's name,
 * bit for bit; runtimes fold them into the convolutions when they load a model.
 */
export function inferenceNodes(architecture: Architecture): Node[] {
  const nodes = new Nodes()
  let current = nodes.stem(INPUT, [7, 7])
  for (const block of bottlenecks(architecture))
    current = bottleneck(nodes, block, architecture.cardinality, current)
  nodes.classifier(current)
  return nodes.list
}

function bottleneck(nodes: Nodes, block: Bottleneck, cardinality: number, input: string): string {
  const { name, stride, squeezed } = block
  const first = nodes.norm(`${name}.bn1`, nodes.convolution(`${name}.conv1`, input, POINT))
  const rectified = nodes.relu(`${name}.act1`, first)
  const second = nodes.norm(
    `${name}.bn2`,
    nodes.convolution(`${name}.conv2`, rectified, [3, 3], stride, cardinality),
  )
  const third = nodes.norm(
    `${name}.bn3`,
    nodes.convolution(`${name}.conv3`, nodes.relu(`${name}.act2`, second), POINT),
  )
  return nodes.sum(block, squeezed > 0 ? nodes.gate(`${name}.se`, third) : third, input)
}

/** Likewise of a network over sequences, from `sequences` [batch, channels, 1, steps]. */
export function sequenceNodes(architecture: SequenceArchitecture, branches: number): Node[] {
  const nodes = new Nodes()
  let current = nodes.stem(SEQUENCES, [1, STEM_TAPS], branches)
  for (const block of basicBlocks(architecture, branches))
    current = basicBlock(nodes, block, branches, current)
  nodes.classifier(current)
  return nodes.list
}

function basicBlock(nodes: Nodes, block: BasicBlock, branches: number, input: string): string {
  const { name, stride } = block
  const sides = [1, BLOCK_TAPS] as const
  const first = nodes.norm(`${name}.bn1`, nodes.convolution(`${name}.conv1`, input, sides, stride, branches))
  const second = nodes.norm(
    `${name}.bn2`,
    nodes.convolution(`${name}.conv2`, nodes.relu(`${name}.act1`, first), sides, 1, branches),
  )
  return nodes.sum(block, second, input, branches)
}
