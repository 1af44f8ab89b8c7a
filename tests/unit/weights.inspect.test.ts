import { describe, expect, it } from 'vitest'
import { ARCHITECTURES, type ArchitectureName } from '../../src/network/architecture.ts'
import { tensorSpecs, sizeOf } from '../../src/network/tensors.ts'
import { described, headerOf } from '../../src/network/weights/described.ts'
import { withMetadata } from '../../src/network/weights/metadata.ts'
import { recognise } from '../../src/network/weights/recognise.ts'
import { readSafetensors } from '../../src/network/weights/safetensors.ts'
import { writeSafetensors } from '../../src/network/weights/safetensors-write.ts'
import { planTransfer } from '../../src/network/weights/transfer-plan.ts'

const bytes = writeSafetensors(
  new Map([
    ['a', { shape: [2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6) }],
    ['b', { shape: [], values: BigInt64Array.of(9n) }],
  ]),
  { card: 'old' },
)

/** As a file of that network would be described. */
const like = (name: ArchitectureName, outputs: number, channels: number) => ({
  tensors: new Map(tensorSpecs(ARCHITECTURES[name], outputs, channels).map((spec) => [spec.name, spec])),
  ignored: [],
})

describe('a header read alone', () => {
  it('is that of the whole file, and no value is read for it', async () => {
    const file = new Blob([bytes])
    const read: number[] = []
    const { slice } = file
    file.slice = (from = 0, to = 0) => (read.push(to), slice.call(file, from, to))
    const header = await headerOf(file)
    expect(header.metadata).toEqual({ card: 'old' })
    expect(header.entries.map(({ name, dtype }) => [name, dtype])).toEqual([
      ['a', 'F32'],
      ['b', 'I64'],
    ])
    expect(Math.max(...read)).toBeLessThanOrEqual(bytes.byteLength - 32)
    expect(described(header)).toMatchObject({
      tensors: new Map([['a', { shape: [2, 3] }]]),
      ignored: [{ name: 'b' }],
    })
  })

  it.each([
    ['A file of 3 bytes has no safetensors header', bytes.slice(0, 3)],
    ['it is cut off', bytes.slice(0, 60)],
    ['lies at bytes', bytes.slice(0, -4)],
    ['zip archive', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 0, 0, 0)],
    ['longer than the format allows', new Uint8Array(20).fill(255)],
  ])('says what is wrong: %s', async (words, damaged) => {
    await expect(headerOf(new Blob([damaged]))).rejects.toThrow(words)
  })
})

describe('the network that a file is of', () => {
  it.each(Object.keys(ARCHITECTURES) as ArchitectureName[])('%s, for any labels and channels', (name) => {
    expect(recognise(like(name, 1000, 3))).toBe(name)
    expect(recognise(like(name, 7, 1))).toBe(name)
  })

  it('is nobody’s where a tensor lacks or has another shape', () => {
    const file = like('seresnext_mini', 7, 3)
    expect(recognise({ ...file, tensors: new Map([...file.tensors].slice(3)) })).toBeNull()
    const other = new Map<string, { shape: readonly number[] }>(file.tensors)
    other.set('layer1.0.bn1.weight', { shape: [65] })
    expect(recognise({ ...file, tensors: other })).toBeNull()
  })
})

it('a plan from names and shapes alone lists every tensor once', () => {
  const specs = tensorSpecs(ARCHITECTURES.seresnext50_32x4d, 7, 1)
  const plan = planTransfer(like('seresnext101_32x4d', 1000, 3), specs)
  expect(plan.adapted).toEqual(['conv1.weight'])
  expect(plan.replaced).toEqual(['fc.weight', 'fc.bias'])
  expect(plan.missing).toEqual([])
  expect(plan.surplus.length).toBeGreaterThan(100)
  expect([...plan.taken, ...plan.adapted, ...plan.replaced].sort()).toEqual(
    specs.map(({ name }) => name).sort(),
  )
  expect(() => planTransfer(like('resnext101_32x8d', 7, 3), specs)).toThrow('layer1.0.conv1.weight is [256')
})

it('metadata is exchanged, and the tensors stay bit by bit', async () => {
  const changed = new Uint8Array(await withMetadata(bytes, { format: 'pt', card: 'née' }).arrayBuffer())
  const { tensors, ignored, metadata } = readSafetensors(changed)
  expect(metadata).toEqual({ format: 'pt', card: 'née' })
  expect(tensors).toEqual(readSafetensors(bytes).tensors)
  expect(ignored).toHaveLength(1)
  const values = sizeOf([2, 3]) * 4 + 8
  expect(changed.slice(-values)).toEqual(bytes.slice(-values))
  expect((changed.byteLength - values) % 8).toBe(0)
})
