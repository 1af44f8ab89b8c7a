import { batchNorm } from './ops/batch-norm.ts'
import { classifier } from './ops/classifier.ts'
import { convolution } from './ops/convolution.ts'
import { maxPool } from './ops/max-pool.ts'
import { pointwise } from './ops/pointwise.ts'
import { residual } from './ops/residual.ts'
import { checkpointed, inSequence, type Operation } from './pass.ts'
import { sequenceRuns, type BasicBlock, type SequenceArchitecture } from './sequence-architecture.ts'

/** @param groups branches that never meet */
const basicBlock = ({ name, stride, downsample }: BasicBlock, groups: number): Operation => {
  const projection = `${name}.downsample.0.weight`
  return residual(
    [
      convolution(`${name}.conv1.weight`, stride, groups),
      batchNorm(`${name}.bn1`, true),
      convolution(`${name}.conv2.weight`, 1, groups),
      batchNorm(`${name}.bn2`, false),
    ],
    downsample
      ? [
          // A matrix product is the quicker convolution of one tap where there are no groups.
          groups === 1 ? pointwise(projection, stride) : convolution(projection, stride, groups),
          batchNorm(`${name}.downsample.1`, false),
        ]
      : null,
  )
}

/**
 * The whole network as one operation: sequences [batch, 1, steps, channels] to logits [batch, outputs]. With branches
 * the channels are those of the first branch, then those of the second, and so on; the mean over time puts the
 * branches' features side by side before one classifier.
 */
export function resnet1d(architecture: SequenceArchitecture, branches: number): Operation {
  return inSequence([
    checkpointed(
      inSequence([convolution('conv1.weight', 2, branches, true), batchNorm('bn1', true), maxPool]),
    ),
    ...sequenceRuns(architecture, branches).map((run) =>
      checkpointed(inSequence(run.map((block) => basicBlock(block, branches)))),
    ),
    classifier('fc'),
  ])
}
