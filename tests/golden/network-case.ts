import * as tf from '@tensorflow/tfjs-core'
import { ARCHITECTURES, type Architecture } from '../../src/network/architecture.ts'
import { fromMemory } from '../../src/network/layout.ts'
import { resnext } from '../../src/network/network.ts'
import { Parameters } from '../../src/network/parameters.ts'
import type { Operation } from '../../src/network/pass.ts'
import { tensorSpecs, type TensorSpec } from '../../src/network/tensors.ts'
import type { SafetensorsFile } from '../../src/network/weights/safetensors.ts'
import type { Batch } from '../../src/training/step.ts'
import { formulaInput, formulaLabels, formulaWeight } from './formula.ts'

const OUTPUTS = 7

/** A golden network file, with the network, weights and batch that its header names. */
export class NetworkCase {
  readonly specs: TensorSpec[]
  readonly batch: number
  readonly side: number
  readonly seed: number
  readonly architecture: Architecture
  readonly parameterNames: readonly string[]

  constructor(
    readonly fileName: string,
    readonly golden: SafetensorsFile,
  ) {
    const { model = '', batch, image, seed, parameter_names: names = '[]' } = golden.metadata
    const known = Object.hasOwn(ARCHITECTURES, model)
    if (!known) throw new Error(`${fileName}: the network "${model}" is not known`)
    this.architecture = ARCHITECTURES[model as keyof typeof ARCHITECTURES]
    this.batch = Number(batch)
    this.side = Number(image)
    this.seed = Number(seed)
    this.parameterNames = JSON.parse(names) as string[]
    this.specs = tensorSpecs(this.architecture, OUTPUTS)
  }

  network(onOutput?: (name: string, output: tf.Tensor) => void): Operation {
    return resnext(this.architecture, onOutput)
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
    return tf.tensor(formulaInput(this.seed, this.batch, this.side), [this.batch, this.side, this.side, 3])
  }

  trainingBatch(): Batch {
    return {
      pictures: this.pictures(),
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
