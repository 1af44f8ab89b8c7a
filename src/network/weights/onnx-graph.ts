import { bottlenecks, type Architecture, type Bottleneck } from '../architecture.ts'
import { BATCH_NORM_EPSILON } from '../ops/batch-norm-kernels.ts'
import type { Attribute, Node } from './onnx-messages.ts'

export const INPUT = 'pictures'
export const OUTPUT = 'logits'

/** Collects the nodes of one graph; every method answers with the name of what its node makes. */
class Nodes {
  readonly list: Node[] = []

  add(
    output: string,
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): string {
    this.list.push({ operator, inputs, output, attributes })
    return output
  }

  /** Square, padded by half its side. */
  convolution(name: string, input: string, side: 1 | 3 | 7, stride = 1, group = 1, bias = false): string {
    const padding = side >> 1
    return this.add(name, 'Conv', [input, `${name}.weight`, ...(bias ? [`${name}.bias`] : [])], {
      kernel_shape: [side, side],
      strides: [stride, stride],
      pads: [padding, padding, padding, padding],
      group,
    })
  }

  norm(name: string, input: string): string {
    const weights = ['weight', 'bias', 'running_mean', 'running_var'].map((part) => `${name}.${part}`)
    return this.add(name, 'BatchNormalization', [input, ...weights], {
      epsilon: { float: BATCH_NORM_EPSILON },
    })
  }

  relu(name: string, input: string): string {
    return this.add(name, 'Relu', [input])
  }

  /** Each channel times a number that two small layers read from the channels' means. */
  gate(name: string, input: string): string {
    const means = this.add(`${name}.means`, 'GlobalAveragePool', [input])
    const hidden = this.relu(`${name}.act`, this.convolution(`${name}.fc1`, means, 1, 1, 1, true))
    const gate = this.add(`${name}.gate`, 'Sigmoid', [this.convolution(`${name}.fc2`, hidden, 1, 1, 1, true)])
    return this.add(name, 'Mul', [input, gate])
  }

  bottleneck({ name, stride, downsample, squeezed }: Bottleneck, cardinality: number, input: string): string {
    const first = this.norm(`${name}.bn1`, this.convolution(`${name}.conv1`, input, 1))
    const second = this.norm(
      `${name}.bn2`,
      this.convolution(`${name}.conv2`, this.relu(`${name}.act1`, first), 3, stride, cardinality),
    )
    const third = this.norm(
      `${name}.bn3`,
      this.convolution(`${name}.conv3`, this.relu(`${name}.act2`, second), 1),
    )
    const main = squeezed > 0 ? this.gate(`${name}.se`, third) : third
    const shortcut = downsample
      ? this.norm(`${name}.downsample.1`, this.convolution(`${name}.downsample.0`, input, 1, stride))
      : input
    return this.relu(name, this.add(`${name}.sum`, 'Add', [main, shortcut]))
  }
}

/**
 * The network in inference mode, from `pictures` [batch, channels, side, side] to `logits` [batch, outputs].
 * Batch norms stay nodes of their own, so that every weight in the file is the trained one under timm's name,
 * bit for bit; runtimes fold them into the convolutions when they load a model.
 */
export function inferenceNodes(architecture: Architecture): Node[] {
  const nodes = new Nodes()
  const stem = nodes.relu('act1', nodes.norm('bn1', nodes.convolution('conv1', INPUT, 7, 2)))
  let current = nodes.add('maxpool', 'MaxPool', [stem], {
    kernel_shape: [3, 3],
    strides: [2, 2],
    pads: [1, 1, 1, 1],
  })
  for (const block of bottlenecks(architecture))
    current = nodes.bottleneck(block, architecture.cardinality, current)
  const means = nodes.add('global_pool', 'GlobalAveragePool', [current])
  const features = nodes.add('features', 'Flatten', [means], { axis: 1 })
  nodes.add(OUTPUT, 'Gemm', [features, 'fc.weight', 'fc.bias'], { transB: 1 })
  return nodes.list
}
