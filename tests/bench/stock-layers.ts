import * as tf from '@tensorflow/tfjs-core'
import type { Bottleneck } from '../../src/network/architecture.ts'
import { memoryShape, toMemory } from '../../src/network/layout.ts'
import { isTrained, type TensorSpec } from '../../src/network/tensors.ts'
import { NORM_EPSILON } from './block.ts'

/**
 * The network as one would write it in TensorFlow.js without anything of ours: its own convolutions, batch norm and
 * gradients. It has no grouped convolution; splitting, convolving each group and concatenating is the usual way.
 */
export class StockVariables {
  readonly #variables = new Map<string, tf.Variable>()

  constructor(specs: readonly TensorSpec[], valuesOf: (spec: TensorSpec) => Float32Array) {
    for (const spec of specs)
      if (isTrained(spec.role)) {
        const own = memoryShape(spec)
        const shape = spec.role === 'convolution' && own.length === 2 ? [1, 1, ...own] : own
        this.#variables.set(
          spec.name,
          tf.variable(tf.tensor(toMemory(spec, valuesOf(spec)), shape), true, spec.name),
        )
      }
  }

  get all(): tf.Variable[] {
    return [...this.#variables.values()]
  }

  get(name: string): tf.Variable {
    const variable = this.#variables.get(name)
    if (!variable) throw new Error(`no variable ${name}`)
    return variable
  }

  filter(name: string): tf.Tensor4D {
    return this.get(name) as tf.Tensor as tf.Tensor4D
  }
}

export function groupedConvolution(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  stride: number,
  groups: number,
): tf.Tensor4D {
  const padding = (filter.shape[0] - 1) / 2
  const inputs = tf.split(x, groups, 3)
  const filters = tf.split(filter, groups, 3)
  return tf.concat(
    inputs.map((part, i) => tf.conv2d(part as tf.Tensor4D, filters[i] as tf.Tensor4D, stride, padding)),
    3,
  ) as tf.Tensor4D
}

export function norm(x: tf.Tensor4D, at: StockVariables, name: string): tf.Tensor4D {
  const { mean, variance } = tf.moments(x, [0, 1, 2])
  return tf.batchNorm(
    x,
    mean as tf.Tensor1D,
    variance as tf.Tensor1D,
    at.get(`${name}.bias`) as tf.Tensor as tf.Tensor1D,
    at.get(`${name}.weight`) as tf.Tensor as tf.Tensor1D,
    NORM_EPSILON,
  )
}

function gate(x: tf.Tensor4D, at: StockVariables, name: string): tf.Tensor4D {
  const mean = tf.mean(x, [1, 2], true) as tf.Tensor4D
  const layer = (input: tf.Tensor4D, layerName: string): tf.Tensor4D =>
    tf.add(tf.conv2d(input, at.filter(`${layerName}.weight`), 1, 0), at.get(`${layerName}.bias`))
  const hidden = tf.relu(layer(mean, `${name}.fc1`))
  return tf.mul(x, tf.sigmoid(layer(hidden, `${name}.fc2`)))
}

export function stockBottleneck(
  x: tf.Tensor4D,
  at: StockVariables,
  block: Bottleneck,
  groups: number,
): tf.Tensor4D {
  const { name, stride } = block
  const first = tf.relu(norm(tf.conv2d(x, at.filter(`${name}.conv1.weight`), 1, 0), at, `${name}.bn1`))
  const grouped = groupedConvolution(first, at.filter(`${name}.conv2.weight`), stride, groups)
  const second = tf.relu(norm(grouped, at, `${name}.bn2`))
  const third = norm(tf.conv2d(second, at.filter(`${name}.conv3.weight`), 1, 0), at, `${name}.bn3`)
  const main = block.squeezed > 0 ? gate(third, at, `${name}.se`) : third
  const shortcut = block.downsample
    ? norm(tf.conv2d(x, at.filter(`${name}.downsample.0.weight`), stride, 0), at, `${name}.downsample.1`)
    : x
  return tf.relu(tf.add(main, shortcut))
}
