import * as tf from '@tensorflow/tfjs-core'
import { ARCHITECTURES } from '../../src/network/architecture.ts'
import { NETWORK_NAMES, isSequenceNetwork, type NetworkName } from '../../src/network/design.ts'
import { fromMemory } from '../../src/network/layout.ts'
import { resnext } from '../../src/network/network.ts'
import { networkOf } from '../../src/network/networks.ts'
import { Parameters } from '../../src/network/parameters.ts'
import type { Operation } from '../../src/network/pass.ts'
import type { TensorSpec } from '../../src/network/tensors.ts'
import type { SafetensorsFile } from '../../src/network/weights/safetensors.ts'
import type { Batch } from '../../src/training/step.ts'
import { formulaInput, formulaLabels, formulaSequences, formulaWeight } from './formula.ts'

const OUTPUTS = 7

/** A golden network file, with the network, weights and batch that its header names. */
export class NetworkCase {
  readonly specs: TensorSpec[]
  readonly batch: number
  readonly seed: number
  readonly name: NetworkName
  /** Of the input: [height, width, channels]. */
  readonly shape: readonly [number, number, number]
  /** Lifelog channels of a sequence. */
  readonly channels: number
  readonly parameterNames: readonly string[]

  constructor(
    readonly fileName: string,
    readonly golden: SafetensorsFile,
  ) {
    const { model = '', batch, image, steps, channels, bins, seed, parameter_names: names } = golden.metadata
    const name = NETWORK_NAMES.find((known) => known === model)
    if (!name) throw new Error(`${fileName}: the network "${model}" is not known`)
    this.name = name
    this.batch = Number(batch)
    this.seed = Number(seed)
    this.channels = Number(channels ?? 1)
    this.shape = isSequenceNetwork(name)
      ? [1, Number(steps), this.channels * Number(bins)]
      : [Number(image), Number(image), 3]
    this.parameterNames = JSON.parse(names ?? '[]') as string[]
    this.specs = networkOf(name, this.channels).specs(OUTPUTS, this.shape[2])
  }

  network(onOutput?: (name: string, output: tf.Tensor) => void): Operation {
    const { name, channels } = this
    return isSequenceNetwork(name)
      ? networkOf(name, channels).operation
      : resnext(ARCHITECTURES[name], onOutput)
  }

  /** The formula's weights, fresh: every block of a golden file starts from them. */
  parameters(): Parameters {
    return Parameters.from(this.specs, (spec) => formulaWeight(spec, this.seed))
  }

  /** A weight before any step, in PyTorch's order. */
  start(name: string): Float32Array {
    return formulaWeight(this.spec(name), this.seed)
  }

  pictures(): tf.Tensor {
    const [, width, channels] = this.shape
    const values = isSequenceNetwork(this.name)
      ? formulaSequences(this.seed, this.batch, width, channels)
      : formulaInput(this.seed, this.batch, width)
    return tf.tensor(values, [this.batch, ...this.shape])
  }

  trainingBatch(): Batch {
    return {
      inputs: this.pictures(),
      labels: tf.tensor(formulaLabels(this.seed, this.batch, OUTPUTS), [this.batch, OUTPUTS]),
      known: tf.ones([this.batch, OUTPUTS]),
    }
  }

  spec(name: string): TensorSpec {
    const spec = this.specs.find((s) => s.name === name)
    if (!spec) throw new Error(`${this.fileName}: no tensor ${name}`)
    return spec
  }

  /** Golden values under `key`, or null where the file does not have them. */
  values(key: string): Float32Array | null {
    return this.golden.tensors.get(key)?.values ?? null
  }

  keys(start: string): string[] {
    return [...this.golden.tensors.keys()].filter((key) => key.startsWith(start))
  }

  /** A gradient or weight from memory's layout to PyTorch's order. */
  async inFileOrder(name: string, tensor: tf.Tensor): Promise<Float32Array> {
    return fromMemory(this.spec(name), (await tensor.data()) as Float32Array)
  }
}
