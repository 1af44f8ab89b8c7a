import type * as tf from '@tensorflow/tfjs-core'
import { bottlenecks, checkpointRuns, type Architecture, type Bottleneck } from './architecture.ts'
import { batchNorm } from './ops/batch-norm.ts'
import { classifier } from './ops/classifier.ts'
import { convolution } from './ops/convolution.ts'
import { maxPool } from './ops/max-pool.ts'
import { pointwise } from './ops/pointwise.ts'
import { residual } from './ops/residual.ts'
import { squeezeExcite } from './ops/squeeze-excite.ts'
import { checkpointed, inSequence, type Operation, type Step } from './pass.ts'

const STEM = checkpointed(
  inSequence([convolution('conv1.weight', 2, 1, true), batchNorm('bn1', true), maxPool]),
)

/** The shortcut is the input itself or a strided 1×1 convolution. */
export const bottleneck = (
  { name, stride, squeezed, downsample }: Bottleneck,
  cardinality: number,
): Operation =>
  residual(
    [
      pointwise(`${name}.conv1.weight`),
      batchNorm(`${name}.bn1`, true),
      convolution(`${name}.conv2.weight`, stride, cardinality),
      batchNorm(`${name}.bn2`, true),
      pointwise(`${name}.conv3.weight`),
      batchNorm(`${name}.bn3`, false),
      ...(squeezed > 0 ? [squeezeExcite(`${name}.se`)] : []),
    ],
    downsample
      ? [pointwise(`${name}.downsample.0.weight`, stride), batchNorm(`${name}.downsample.1`, false)]
      : null,
  )

/**
 * The whole network as one operation: pictures [batch, side, side, channels] to logits [batch, outputs].
 * @param onOutput sees the stem's and each stage's output, for tests; it may not keep it without a clone
 */
export function resnext(
  architecture: Architecture,
  onOutput?: (name: string, output: tf.Tensor) => void,
): Operation {
  const blocks = bottlenecks(architecture)
  const observed = (name: string, operation: Operation): Operation =>
    onOutput
      ? (pass, input): Step => {
          const step = operation(pass, input)
          onOutput(name, step.output)
          return step
        }
      : operation
  const isLastOfStage = ({ name, stage }: Bottleneck) =>
    blocks.findLast((block) => block.stage === stage)?.name === name
  const blockOf = (block: Bottleneck): Operation => {
    const operation = bottleneck(block, architecture.cardinality)
    return isLastOfStage(block) ? observed(`layer${block.stage}`, operation) : operation
  }
  return inSequence([
    observed('stem', STEM),
    ...checkpointRuns(architecture).map((run) => checkpointed(inSequence(run.map(blockOf)))),
    classifier('fc'),
  ])
}
