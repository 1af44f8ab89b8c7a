import { FLOAT16_INFINITY, writeFloat16 } from './half.ts'
import { LENGTH_BYTES } from './safetensors-header.ts'
import { sizeOf } from '../tensors.ts'

/** Float32 numbers, or 64-bit counters, with their shape. */
export interface WritableTensor {
  readonly shape: readonly number[]
  readonly values: Float32Array | BigInt64Array
}

/** The type in which the file keeps float32 numbers; F16 halves the file and rounds to 11 bits. */
export type FloatType = 'F32' | 'F16'

interface Encoded {
  readonly name: string
  readonly dtype: string
  readonly shape: readonly number[]
  readonly data: ArrayBufferView
  readonly alignment: number
}

/**
 * Writes tensors; the header names them in the order given. The data goes by falling element size, so that
 * every tensor is aligned in a mapped file, as the format's own writer does.
 * @throws RangeError when values and shape disagree, or a finite value is too large for float16
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, WritableTensor>,
  metadata: Readonly<Record<string, string>> = {},
  floats: FloatType = 'F32',
): Uint8Array<ArrayBuffer> {
  const encoded = [...tensors].map(([name, tensor]) => encode(name, tensor, floats))
  const inFile = encoded.toSorted((a, b) => b.alignment - a.alignment)
  const offsets = new Map<string, number>()
  let size = 0
  for (const { name, data } of inFile) {
    offsets.set(name, size)
    size += data.byteLength
  }

  const described = encoded.map(({ name, dtype, shape, data }) => {
    const from = offsets.get(name) ?? 0
    return [name, { dtype, shape, data_offsets: [from, from + data.byteLength] }] as const
  })
  const header = new TextEncoder().encode(
    JSON.stringify(Object.fromEntries([['__metadata__', metadata], ...described])),
  )
  // Spaces fill the header up, so that the data starts at a multiple of eight bytes.
  const start = LENGTH_BYTES + Math.ceil(header.byteLength / LENGTH_BYTES) * LENGTH_BYTES
  const bytes = new Uint8Array(start + size)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - LENGTH_BYTES), true)
  bytes.fill(0x20, LENGTH_BYTES, start)
  bytes.set(header, LENGTH_BYTES)
  let at = start
  for (const { data } of inFile) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at)
    at += data.byteLength
  }
  return bytes
}

function encode(name: string, { shape, values }: WritableTensor, floats: FloatType): Encoded {
  if (values.length !== sizeOf(shape))
    throw new RangeError(`${name}: ${values.length} values for the shape [${shape.join(', ')}]`)
  if (values instanceof BigInt64Array) return { name, dtype: 'I64', shape, data: values, alignment: 8 }
  if (floats === 'F32') return { name, dtype: 'F32', shape, data: values, alignment: 4 }
  const data = writeFloat16(values)
  for (const [i, half] of data.entries())
    if ((half & 0x7fff) === FLOAT16_INFINITY && Number.isFinite(values[i]))
      throw new RangeError(`${name}: ${values[i]} is too large for float16`)
  return { name, dtype: 'F16', shape, data, alignment: 2 }
}
