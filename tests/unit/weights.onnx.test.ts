import { describe, expect, it } from 'vitest'
import { ARCHITECTURES } from '../../src/network/architecture.ts'
import { tensorSpecs, sizeOf } from '../../src/network/tensors.ts'
import { inferenceNodes } from '../../src/network/weights/onnx-graph.ts'
import { writeOnnx } from '../../src/network/weights/onnx.ts'
import {
  assembled,
  concatenated,
  float,
  integer,
  integers,
  message,
  raw,
  text,
} from '../../src/network/weights/protobuf.ts'
import type { StoredTensor } from '../../src/network/weights/safetensors.ts'

const hex = (bytes: Uint8Array): string => [...bytes].map((b) => b.toString(16).padStart(2, '0')).join(' ')

describe('the wire format', () => {
  // The first three are the examples of Protocol Buffers' own description of its encoding.
  it.each([
    ['a varint', integer(1, 150), '08 96 01'],
    ['a text', text(2, 'testing'), '12 07 74 65 73 74 69 6e 67'],
    ['a message', message(3, integer(1, 150)), '1a 03 08 96 01'],
    ['zero', integer(1, 0), '08 00'],
    ['a field past 15', integer(20, 7), 'a0 01 07'],
    ['a number past 32 bits', integer(1, 2 ** 40), '08 80 80 80 80 80 20'],
    ['a float', float(2, 1), '15 00 00 80 3f'],
    ['integers', integers(8, [3, 300]), '40 03 40 ac 02'],
    ['no integers', integers(8, []), ''],
    ['bytes', raw(9, Uint8Array.of(0, 255)), '4a 02 00 ff'],
    ['one after another', concatenated([integer(1, 1), integer(2, 2)]), '08 01 10 02'],
  ])('%s', (_, encoded, expected) => {
    expect(hex(assembled(encoded))).toBe(expected)
  })

  it.each([-1, 1.5, NaN, 2 ** 53])('has no %d', (value) => {
    expect(() => integer(1, value)).toThrow(`${value} is no unsigned integer`)
  })
})

describe.each(Object.values(ARCHITECTURES))('the graph of $name', (architecture) => {
  const nodes = inferenceNodes(architecture)
  const weights = new Set(tensorSpecs(architecture, 7).map(({ name }) => name))

  it('makes every value once, before it is used, and uses all of them', () => {
    const made = new Set(['pictures'])
    const used = new Set<string>()
    for (const { inputs, output } of nodes) {
      for (const input of inputs) {
        if (!weights.has(input)) expect(made, `${output} needs ${input}`).toContain(input)
        used.add(input)
      }
      expect(made).not.toContain(output)
      expect(weights).not.toContain(output)
      made.add(output)
    }
    expect([...made].filter((name) => !used.has(name))).toEqual(['logits'])
    expect([...weights].filter((name) => !used.has(name))).toEqual([])
  })

  it('has a gate in each bottleneck, or none', () => {
    const blocks = architecture.blocks.reduce((a, b) => a + b)
    const gates = nodes.filter(({ operator }) => operator === 'Sigmoid').length
    expect(gates).toBe(architecture.squeezeExcite ? blocks : 0)
    expect(nodes.filter(({ attributes }) => attributes?.['group'] === 32).length).toBe(blocks)
  })
})

describe('what cannot be exported', () => {
  const architecture = ARCHITECTURES.seresnext_mini
  const tensors = (outputs = 7): Map<string, StoredTensor> =>
    new Map(
      tensorSpecs(architecture, outputs).map(({ name, shape }) => [
        name,
        { shape, values: new Float32Array(sizeOf(shape)) },
      ]),
    )

  it('a network with tensors missing or misshapen: all are named', () => {
    const torn = tensors()
    torn.delete('layer2.0.se.fc1.bias')
    torn.set('bn1.weight', { shape: [63], values: new Float32Array(63) })
    expect(() => writeOnnx(architecture, torn, 64)).toThrow(
      "These tensors are not seresnext_mini's: bn1.weight is [63] where [64] belongs; layer2.0.se.fc1.bias is missing",
    )
    expect(() => writeOnnx(architecture, new Map(), 64)).toThrow('conv1.weight is missing')
  })

  it.each([0, -1, 1.5, NaN])('a picture of side %d', (side) => {
    expect(() => writeOnnx(architecture, tensors(), side)).toThrow(`${side} is not a picture's side`)
  })

  it('a tensor whose values do not fill its shape', () => {
    const torn = tensors().set('fc.bias', { shape: [7], values: new Float32Array(6) })
    expect(() => writeOnnx(architecture, torn, 64)).toThrow('fc.bias: 6 values for the shape [7]')
  })

  it('a network past the format, which is found before the file takes memory', () => {
    // 2 GiB of zeros that nobody touches cost an address range, no memory.
    expect(() => writeOnnx(architecture, tensors(2 ** 19), 64)).toThrow(
      /seresnext_mini makes 21\d{8} bytes of ONNX; a file holds 2147483647/,
    )
  })
})
