import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSafetensors } from '../../src/network/weights/safetensors.ts'
import { writeSafetensors, type WritableTensor } from '../../src/network/weights/safetensors-write.ts'

/** A file with any header, as damage or malice would make it. */
function file(header: unknown, data = new Uint8Array()): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header))
  const bytes = new Uint8Array(8 + json.byteLength + data.byteLength)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.byteLength), true)
  bytes.set(json, 8)
  bytes.set(data, 8 + json.byteLength)
  return bytes
}

const entry = (dtype: string, shape: unknown, data_offsets: unknown): object => ({
  dtype,
  shape,
  data_offsets,
})

const SMALL = new Map<string, WritableTensor>([
  ['conv1.weight', { shape: [2, 3, 1, 1], values: Float32Array.of(1, -2, 3.5, 0, 1e-3, 7) }],
  ['bn1.weight', { shape: [2], values: Float32Array.of(1, 2) }],
  ['bn1.num_batches_tracked', { shape: [], values: BigInt64Array.of(5n) }],
  ['fc.weight', { shape: [1, 0], values: new Float32Array() }],
])

describe('files written by us', () => {
  it('come back as they were, counters listed', () => {
    const { tensors, metadata, ignored } = readSafetensors(writeSafetensors(SMALL, { card: 'ü' }))
    expect([...tensors.keys()]).toEqual(['conv1.weight', 'bn1.weight', 'fc.weight'])
    for (const [name, tensor] of tensors) expect(tensor).toEqual(SMALL.get(name))
    expect(metadata).toEqual({ card: 'ü' })
    expect(ignored).toEqual([{ name: 'bn1.num_batches_tracked', dtype: 'I64', shape: [] }])
  })

  it('align every tensor to its element and keep the header in order', () => {
    const bytes = writeSafetensors(SMALL)
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true))
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Record<
      string,
      { data_offsets: [number, number] }
    >
    expect(length % 8).toBe(0)
    expect(Object.keys(header)).toEqual(['__metadata__', ...SMALL.keys()])
    expect(header['bn1.num_batches_tracked']?.data_offsets).toEqual([0, 8])
    expect(header['conv1.weight']?.data_offsets).toEqual([8, 32])
  })

  it('hold half precision where asked, and refuse what it cannot hold', () => {
    const { tensors } = readSafetensors(writeSafetensors(SMALL, {}, 'F16'))
    expect([...(tensors.get('conv1.weight')?.values ?? [])]).toEqual([
      1, -2, 3.5, 0, 0.0010004043579101562, 7,
    ])
    const large = new Map([['bn1.running_var', { shape: [2], values: Float32Array.of(1, 7e4) }]])
    expect(() => writeSafetensors(large, {}, 'F16')).toThrow(
      'bn1.running_var: 70000 is too large for float16',
    )
    expect(() => writeSafetensors(large)).not.toThrow()
  })

  it('never hold values that do not fit their shape', () => {
    const torn = new Map([['w', { shape: [3], values: Float32Array.of(1, 2) }]])
    expect(() => writeSafetensors(torn)).toThrow('w: 2 values for the shape [3]')
  })

  it('are read wherever they lie in memory', () => {
    const bytes = writeSafetensors(SMALL)
    const shifted = new Uint8Array(bytes.byteLength + 1)
    shifted.set(bytes, 1)
    expect(readSafetensors(shifted.subarray(1)).tensors.get('bn1.weight')?.values).toEqual(
      Float32Array.of(1, 2),
    )
  })
})

describe('other types', () => {
  it('bfloat16 and float16 become float32', () => {
    const header = { a: entry('BF16', [1], [0, 2]), b: entry('F16', [1], [2, 4]) }
    const { tensors } = readSafetensors(file(header, Uint8Array.of(0x80, 0x3f, 0x00, 0xc2)))
    expect([tensors.get('a')?.values[0], tensors.get('b')?.values[0]]).toEqual([1, -3])
  })

  it('are passed over by name, unknown ones too', () => {
    const header = {
      a: entry('F64', [1], [0, 8]),
      b: entry('Q3', [5], [8, 10]),
      c: entry('U8', [2], [10, 12]),
    }
    const { tensors, ignored } = readSafetensors(file(header, new Uint8Array(12)))
    expect(tensors.size).toBe(0)
    expect(ignored.map(({ name, dtype }) => `${name} ${dtype}`)).toEqual(['a F64', 'b Q3', 'c U8'])
  })

  it('a tensor may have any name that JSON has', () => {
    const text = '{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'
    expect([...readSafetensors(file(text, new Uint8Array(4))).tensors.keys()]).toEqual(['__proto__'])
  })
})

const F32 = (shape: unknown, offsets: unknown): object => ({ w: entry('F32', shape, offsets) })
const DATA = new Uint8Array(16)

describe('damaged files', () => {
  const CASES: [string, Uint8Array, RegExp][] = [
    ['nothing', new Uint8Array(), /A file of 0 bytes has no/],
    ['seven bytes', new Uint8Array(7), /A file of 7 bytes has no/],
    ['a zip', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 0, 0, 0, 0), /zip archive.*\.pth/],
    ['a header beyond the file', file({}).subarray(0, 9), /header has 2 bytes, the whole file only 9/],
    ['a header of 2⁶⁴ − 1 bytes', new Uint8Array(8).fill(255), /longer than the format allows/],
    ['no JSON', file('{"w":'), /not JSON/],
    ['no UTF-8', file('').fill(0xff, 8).slice(0, 8), /not JSON/],
    ['a list', file('[]'), /not a JSON object/],
    ['a number', file('3'), /not a JSON object/],
    ['two tensors of one name', file('{"w":{},"w":{}}'), /names "w" twice/],
    ['one name in two spellings', file('{"w":{},"\\u0077":{}}'), /names "w" twice/],
    [
      'two shapes',
      file('{"w":{"dtype":"F32","shape":[4],"shape":[4],"data_offsets":[0,16]}}', DATA),
      /"shape" twice/,
    ],
    ['metadata that is a list', file({ __metadata__: [] }), /metadata is not an object/],
    ['metadata that is a number', file({ __metadata__: { a: 1 } }), /metadata's a is not a text/],
    ['an entry that is null', file({ w: null }), /w is described by no object/],
    ['no type', file({ w: entry(undefined as never, [], [0, 0]) }), /w has no type/],
    ['a negative length', file(F32([-4], [0, 16]), DATA), /w has the shape \[-4\]/],
    ['half a length', file(F32([1.5], [0, 16]), DATA), /w has the shape \[1\.5\]/],
    ['a shape of text', file(F32('4', [0, 16]), DATA), /w has the shape "4"/],
    ['no shape', file({ w: { dtype: 'F32', data_offsets: [0, 16] } }, DATA), /w has the shape missing/],
    ['a shape past counting', file(F32([2 ** 40, 2 ** 40], [0, 16]), DATA), /w has a shape past counting/],
    [
      'a shape that overflows to zero',
      file(F32([2 ** 32, 2 ** 32, 0], [0, 0])),
      /w has a shape past counting/,
    ],
    ['a size of petabytes', file(F32([2 ** 50], [0, 16]), DATA), /w has 16 bytes; .* fill 4503599627370496/],
    ['three offsets', file(F32([4], [0, 16, 16]), DATA), /w has the offsets \[0,16,16\]/],
    ['negative offsets', file(F32([4], [-8, 8]), DATA), /w has the offsets \[-8,8\]/],
    ['offsets backwards', file(F32([4], [16, 0]), DATA), /w lies at bytes 16 to 0 of 16/],
    ['offsets beyond the file', file(F32([4], [8, 24]), DATA), /w lies at bytes 8 to 24 of 16/],
    ['too few bytes', file(F32([4], [0, 12]), DATA), /w has 12 bytes; \[4\] of F32 fill 16/],
    ['bytes for no tensor at the end', file(F32([2], [0, 8]), DATA), /8 bytes after w belong to no tensor/],
    ['bytes for no tensor in front', file(F32([2], [8, 16]), DATA), /8 bytes between the header and w/],
    [
      'tensors over each other',
      file({ a: entry('F32', [3], [0, 12]), b: entry('F32', [2], [8, 16]) }, DATA),
      /b starts at byte 8, inside a/,
    ],
    [
      'a passed-over tensor of the wrong size',
      file({ n: entry('I64', [], [0, 4]), w: entry('F32', [3], [4, 16]) }, DATA),
      /n has 4 bytes; \[\] of I64 fill 8/,
    ],
  ]
  it.each(CASES)('%s', (_, bytes, message) => {
    expect(() => readSafetensors(bytes)).toThrow(message)
  })

  const whole = writeSafetensors(SMALL, { card: '{}' })

  it('cut off anywhere, a file gives nothing', () => {
    for (let length = 0; length < whole.byteLength; length++)
      expect(() => readSafetensors(whole.subarray(0, length)), `${length} bytes`).toThrow(Error)
  })

  it('with bytes changed anywhere, a file gives tensors that fit their shapes, or an Error', () => {
    const change = fc.tuple(fc.nat(whole.byteLength - 1), fc.nat(255))
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const bytes = whole.slice()
        for (const [at, value] of changes) bytes[at] = value
        expectSound(bytes)
      }),
      { numRuns: 3000 },
    )
  })

  it('of any bytes at all, a file gives tensors that fit their shapes, or an Error', () => {
    const number = fc.oneof(fc.nat(20), fc.integer(), fc.double(), fc.maxSafeInteger(), fc.constant('8'))
    const any = fc.record({
      dtype: fc.constantFrom('F32', 'F16', 'BF16', 'I64', 'F4', 'toString'),
      shape: fc.array(number, { maxLength: 3 }),
      data_offsets: fc.tuple(number, number),
    })
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), any, { maxKeys: 3 }),
        fc.uint8Array({ maxLength: 20 }),
        (header, data) => expectSound(file(header, data)),
      ),
      { numRuns: 3000 },
    )
  })

  it('a header of a hundred thousand names is read in good time', () => {
    const names = Array.from({ length: 100_000 }, (_, i) => [`layer${i}.weight`, entry('F32', [0], [0, 0])])
    const started = performance.now()
    expect(readSafetensors(file(Object.fromEntries(names))).tensors.size).toBe(100_000)
    expect(performance.now() - started).toBeLessThan(3000)
  })
})

function expectSound(bytes: Uint8Array): void {
  let read: ReturnType<typeof readSafetensors>
  try {
    read = readSafetensors(bytes)
  } catch (error) {
    expect(Object.getPrototypeOf(error)).toBe(Error.prototype)
    expect((error as Error).message.length).toBeLessThan(500)
    return
  }
  let held = 0
  for (const { shape, values } of read.tensors.values()) {
    expect(values.length).toBe(shape.reduce((a, b) => a * b, 1))
    held += values.byteLength
  }
  expect(held, 'memory stays within twice the file').toBeLessThanOrEqual(2 * bytes.byteLength)
}
