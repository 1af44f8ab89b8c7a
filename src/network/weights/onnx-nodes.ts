import type { Bottleneck } from '../architecture.ts'
import { BATCH_NORM_EPSILON } from '../ops/batch-norm-kernels.ts'
import type { Attribute, Node } from './onnx-messages.ts'

export const OUTPUT = 'logits'

type Sides = readonly [number, number]
export const POINT: Sides = [1, 1]

/** Collects the nodes of one graph; every method answers with the name of what its node makes. */
export class Nodes {
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

  /**
   * Padded by half its sides.
   * @param sides height and width of the filter
   */
  convolution(name: string, input: string, sides: Sides, stride = 1, group = 1, bias = false): string {
    const [rows, columns] = [sides[0] >> 1, sides[1] >> 1]
    return this.add(name, 'Conv', [input, `${name}.weight`, ...(bias ? [`${name}.bias`] : [])], {
      kernel_shape: sides,
      strides: [stride, stride],
      // What is added before each axis, then what is added behind each.
      pads: [rows, columns, rows, columns],
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
    const hidden = this.relu(`${name}.act`, this.convolution(`${name}.fc1`, means, POINT, 1, 1, true))
    const gate = this.add(`${name}.gate`, 'Sigmoid', [
      this.convolution(`${name}.fc2`, hidden, POINT, 1, 1, true),
    ])
    return this.add(name, 'Mul', [input, gate])
  }

  /** The first convolution, its batch norm, ReLU, and the pool. */
  stem(input: string, sides: Sides, group = 1): string {
    const stem = this.relu('act1', this.norm('bn1', this.convolution('conv1', input, sides, 2, group)))
    return this.add('maxpool', 'MaxPool', [stem], {
      kernel_shape: [3, 3],
      strides: [2, 2],
      pads: [1, 1, 1, 1],
    })
  }

  /** Two ways to the same sum, then ReLU; the shortcut is the input itself where it keeps its shape. */
  sum(
    { name, stride, downsample }: Pick<Bottleneck, 'name' | 'stride' | 'downsample'>,
    main: string,
    input: string,
    group = 1,
  ): string {
    const projection = `${name}.downsample.0`
    const shortcut = downsample
      ? this.norm(`${name}.downsample.1`, this.convolution(projection, input, POINT, stride, group))
      : input
    return this.relu(name, this.add(`${name}.sum`, 'Add', [main, shortcut]))
  }

  /** The mean over all places, and the last layer. */
  classifier(input: string): string {
    const means = this.add('global_pool', 'GlobalAveragePool', [input])
    const features = this.add('features', 'Flatten', [means], { axis: 1 })
    return this.add(OUTPUT, 'Gemm', [features, 'fc.weight', 'fc.bias'], { transB: 1 })
  }
}
