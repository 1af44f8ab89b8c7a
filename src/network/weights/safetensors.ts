import { readBfloat16, readFloat16 } from './half.ts'
import { readHeader, type HeaderEntry } from './safetensors-header.ts'

/** A tensor as a file holds it: timm's shape, PyTorch's order. */
export interface StoredTensor {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

/** A tensor whose type we do not compute with, such as a counter in 64-bit integers. */
export interface IgnoredTensor {
  readonly name: string
  readonly dtype: string
  readonly shape: readonly number[]
}

export interface SafetensorsFile {
  readonly tensors: ReadonlyMap<string, StoredTensor>
  readonly metadata: Readonly<Record<string, string>>
  readonly ignored: readonly IgnoredTensor[]
}

/**
 * Reads float32, float16 and bfloat16 tensors as float32, each exactly; lists those of other types. The whole
 * header is checked before the first tensor, so that a damaged file gives nothing at all. Values may lie in the
 * memory of `bytes`: a file of gigabytes is not copied.
 * @throws Error that names what is wrong, with the tensor and the numbers
 */
export function readSafetensors(bytes: Uint8Array): SafetensorsFile {
  const { entries, metadata } = readHeader(bytes)
  const tensors = new Map<string, StoredTensor>()
  const ignored: IgnoredTensor[] = []
  for (const entry of entries) {
    const { name, dtype, shape } = entry
    const values = valuesOf(bytes, entry)
    if (values) tensors.set(name, { shape, values })
    else ignored.push({ name, dtype, shape })
  }
  return { tensors, metadata, ignored }
}

function valuesOf(bytes: Uint8Array, { dtype, from, to }: HeaderEntry): Float32Array | null {
  switch (dtype) {
    case 'F32':
      return float32At(bytes, from, to)
    case 'F16':
      return readFloat16(bytes.subarray(from, to))
    case 'BF16':
      return readBfloat16(bytes.subarray(from, to))
    default:
      return null
  }
}

/** The format is little-endian, and so is every machine a browser runs on. */
function float32At(bytes: Uint8Array, from: number, to: number): Float32Array {
  const at = bytes.byteOffset + from
  return at % Float32Array.BYTES_PER_ELEMENT === 0
    ? new Float32Array(bytes.buffer, at, (to - from) / Float32Array.BYTES_PER_ELEMENT)
    : new Float32Array(bytes.slice(from, to).buffer)
}
