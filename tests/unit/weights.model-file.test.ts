import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ARCHITECTURES, type Architecture } from '../../src/network/architecture.ts'
import { Parameters } from '../../src/network/parameters.ts'
import { sizeOf, tensorSpecs, type TensorSpec } from '../../src/network/tensors.ts'
import { readWeights, storedTensors, writeWeights } from '../../src/network/weights/model-file.ts'
import { readSafetensors, type StoredTensor } from '../../src/network/weights/safetensors.ts'
import { writeSafetensors, type WritableTensor } from '../../src/network/weights/safetensors-write.ts'
import { transferWeights } from '../../src/network/weights/transfer.ts'
import { formulaWeight } from '../golden/formula.ts'

/** As narrow as the structure allows, so that a network is a hundred kilobytes. */
const NARROW: Architecture = { ...ARCHITECTURES.seresnext_mini, name: 'narrow', planes: [16, 16, 16, 16] }
const formula = (spec: TensorSpec): Float32Array => formulaWeight(spec, 1)
const initial = (spec: TensorSpec): Float32Array => new Float32Array(sizeOf(spec.shape)).fill(0.25)

/** A file of another program: `architecture` with ImageNet's thousand classes, unless told. */
function foreign(
  architecture = NARROW,
  outputs = 1000,
  change: (tensors: Map<string, WritableTensor>) => void = () => undefined,
): Uint8Array {
  const tensors = new Map<string, WritableTensor>()
  for (const spec of tensorSpecs(architecture, outputs)) {
    tensors.set(spec.name, { shape: spec.shape, values: formula(spec) })
    if (spec.role === 'runningVar')
      tensors.set(spec.name.replace('running_var', 'num_batches_tracked'), {
        shape: [],
        values: BigInt64Array.of(7n),
      })
  }
  change(tensors)
  return writeSafetensors(tensors)
}

const zeros = (...shape: number[]): WritableTensor => ({ shape, values: new Float32Array(sizeOf(shape)) })

let before = 0
beforeAll(() => tf.setBackend('cpu'))
beforeEach(() => (before = tf.memory().numTensors))
afterEach(() => expect(tf.memory().numTensors, 'tensors left behind').toBe(before))

async function held(parameters: Parameters): Promise<Map<string, StoredTensor>> {
  const tensors = await storedTensors(parameters)
  parameters.dispose()
  return tensors
}

describe('a model file', () => {
  const specs = tensorSpecs(NARROW, 7)

  async function written(floats?: 'F16'): Promise<Uint8Array> {
    const parameters = Parameters.from(specs, formula)
    const bytes = await writeWeights(parameters, { card: '{}' }, floats)
    parameters.dispose()
    return bytes
  }

  it('has a counter after each running variance, as PyTorch has', async () => {
    const bytes = await written()
    const { tensors, ignored, metadata } = readSafetensors(bytes)
    expect([...tensors.keys()]).toEqual(specs.map(({ name }) => name))
    const variances = specs.filter(({ role }) => role === 'runningVar')
    expect(ignored).toEqual(
      variances.map(({ name }) => ({
        name: name.replace('running_var', 'num_batches_tracked'),
        dtype: 'I64',
        shape: [],
      })),
    )
    expect(metadata).toEqual({ format: 'pt', card: '{}' })
  })

  it('gives the network back bit by bit', async () => {
    const tensors = await held(readWeights(await written(), specs))
    for (const spec of specs) expect(tensors.get(spec.name)?.values).toEqual(formula(spec))
  })

  it('gives it back to eleven bits from half precision', async () => {
    const bytes = await written('F16')
    expect(bytes.byteLength).toBeLessThan(0.6 * (await written()).byteLength)
    const tensors = await held(readWeights(bytes, specs))
    for (const spec of specs) {
      const wanted = formula(spec)
      const worst = tensors
        .get(spec.name)
        ?.values.reduce((w, v, i) => Math.max(w, Math.abs(v - wanted[i]!)), 0)
      expect(worst).toBeLessThanOrEqual(2 ** -11 * Math.max(...wanted.map(Math.abs)))
    }
  })

  it('of another network is refused, with every tensor that does not fit', () => {
    const bytes = foreign(NARROW, 1000, (tensors) => {
      tensors.delete('bn1.weight')
      tensors.set('conv1.weight', zeros(64, 1, 7, 7))
      tensors.set('bn1.bias', { shape: [], values: BigInt64Array.of(0n) })
    })
    expect(() => readWeights(bytes, specs)).toThrow(
      'These weights belong to another network: conv1.weight is [64, 1, 7, 7] where [64, 3, 7, 7] belongs; ' +
        'bn1.weight is missing; bn1.bias is of the type I64, which is not read; ' +
        'fc.weight is [1000, 64] where [7, 64] belongs; fc.bias is [1000] where [7] belongs',
    )
  })
})

describe('starting from a file for something else', () => {
  const specs = tensorSpecs(NARROW, 7)

  it('takes all but the classifier', async () => {
    const { parameters, ...lists } = transferWeights(foreign(), specs, initial)
    expect(lists).toEqual({
      taken: specs.map(({ name }) => name).filter((name) => !name.startsWith('fc.')),
      adapted: [],
      replaced: ['fc.weight', 'fc.bias'],
      missing: [],
      surplus: [],
    })
    const tensors = await held(parameters)
    for (const spec of specs)
      expect(tensors.get(spec.name)?.values).toEqual(
        spec.name.startsWith('fc.') ? initial(spec) : formula(spec),
      )
  })

  it('takes the classifier too where it has as many outputs', () => {
    const { parameters, taken, replaced } = transferWeights(foreign(NARROW, 7), specs, initial)
    parameters.dispose()
    expect(taken.length).toBe(specs.length)
    expect(replaced).toEqual([])
  })

  it('never takes half of a classifier', () => {
    const half = foreign(NARROW, 7, (tensors) => tensors.set('fc.weight', zeros(7, 32)))
    const { parameters, replaced, taken } = transferWeights(half, specs, initial)
    parameters.dispose()
    expect(replaced).toEqual(['fc.weight', 'fc.bias'])
    expect(taken).not.toContain('fc.bias')
  })

  it('lists what the file lacks and what it has besides', async () => {
    const plain = { ...NARROW, squeezeExcite: false }
    const bytes = foreign(plain, 1000, (tensors) => {
      tensors.set('layer9.0.conv1.weight', zeros(2))
      tensors.set('aux.num_batches_tracked', { shape: [], values: BigInt64Array.of(0n) })
    })
    const { parameters, missing, surplus } = transferWeights(bytes, specs, initial)
    expect(missing).toEqual(specs.map(({ name }) => name).filter((name) => name.includes('.se.')))
    expect(surplus).toEqual(['layer9.0.conv1.weight', 'aux.num_batches_tracked'])
    expect((await held(parameters)).get('layer1.0.se.fc1.bias')?.values).toEqual(
      new Float32Array(8).fill(0.25),
    )
  })

  it.each([
    [1, (rgb: number[]) => [rgb[0]! + rgb[1]! + rgb[2]!]],
    [2, (rgb: number[]) => [rgb[0]! * 1.5, rgb[1]! * 1.5]],
    [4, (rgb: number[]) => [rgb[0]! * 0.75, rgb[1]! * 0.75, rgb[2]! * 0.75, rgb[0]! * 0.75]],
  ])('fits the first convolution to %i input channels as timm does', async (channels, rule) => {
    const { parameters, adapted, taken } = transferWeights(
      foreign(),
      tensorSpecs(NARROW, 7, channels),
      initial,
    )
    expect(adapted).toEqual(['conv1.weight'])
    expect(taken).not.toContain('conv1.weight')
    const theirs = formula(specs[0]!)
    const { values, shape } = (await held(parameters)).get('conv1.weight')!
    expect(shape).toEqual([64, channels, 7, 7])
    for (const [out, tap] of [
      [0, 0],
      [5, 48],
      [63, 17],
    ] as const) {
      const rgb = [0, 1, 2].map((c) => theirs[(out * 3 + c) * 49 + tap]!)
      const ours = rule(rgb).map((_, c) => values[(out * channels + c) * 49 + tap]!)
      rule(rgb).forEach((wanted, c) => expect(ours[c]).toBeCloseTo(wanted, 6))
    }
  })

  it('knows no rule for a file of other than three channels', () => {
    const two = foreign(NARROW, 1000, (tensors) => tensors.set('conv1.weight', zeros(64, 2, 7, 7)))
    expect(() => transferWeights(two, specs, initial)).toThrow('conv1.weight is [64, 2, 7, 7] where')
  })

  it('refuses wrong shapes elsewhere, all of them named', () => {
    const wide = foreign(NARROW, 1000, (tensors) => {
      tensors.set('conv1.weight', zeros(64, 3, 3, 3))
      tensors.set('layer2.0.bn1.bias', zeros(33))
    })
    expect(() => transferWeights(wide, specs, initial)).toThrow(
      'These weights belong to another network: conv1.weight is [64, 3, 3, 3] where [64, 3, 7, 7] belongs; ' +
        'layer2.0.bn1.bias is [33] where [32] belongs',
    )
  })

  it('refuses a tensor of a type that is not read', () => {
    const odd = foreign(NARROW, 1000, (t) =>
      t.set('bn1.bias', { shape: [64], values: new BigInt64Array(64) }),
    )
    expect(() => transferWeights(odd, specs, initial)).toThrow(
      'bn1.bias is of the type I64, which is not read',
    )
  })

  it('refuses a file with nothing of the network', () => {
    const other = writeSafetensors(new Map([['embed.weight', zeros(4)]]))
    expect(() => transferWeights(other, specs, initial)).toThrow(
      "The file's 1 tensors hold nothing of this network",
    )
  })

  it('refuses initial values of the wrong number before the device holds anything', () => {
    const wrong = (): Float32Array => new Float32Array(3)
    expect(() => transferWeights(foreign(), specs, wrong)).toThrow(
      'fc.weight: 3 initial values for the shape [7, 64]',
    )
  })
})
