import * as v from 'valibot'

/** A tensor as a file holds it: timm's shape, PyTorch's order. */
export interface StoredTensor {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

export interface SafetensorsFile {
  readonly tensors: Map<string, StoredTensor>
  readonly metadata: Readonly<Record<string, string>>
}

const HEADER_LENGTH_BYTES = 8
/** The format's own limit. */
const LONGEST_HEADER = 100_000_000

const Entry = v.object({
  dtype: v.string(),
  shape: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
  data_offsets: v.tuple([v.number(), v.number()]),
})
const Header = v.record(v.string(), v.union([Entry, v.record(v.string(), v.string())]))

/**
 * Reads float32 tensors; tensors of other types are passed over.
 * @throws Error that names what is wrong: a torn header, an offset out of range, a size that does not fit
 */
export function readSafetensors(bytes: Uint8Array): SafetensorsFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < HEADER_LENGTH_BYTES) throw new Error(`Only ${bytes.byteLength} bytes: no header`)
  const length = Number(view.getBigUint64(0, true))
  const start = HEADER_LENGTH_BYTES + length
  if (length > LONGEST_HEADER || start > bytes.byteLength)
    throw new Error(`The header says it has ${length} bytes; the file has ${bytes.byteLength}`)
  const header = v.parse(Header, parseJson(bytes.subarray(HEADER_LENGTH_BYTES, start)))
  const tensors = new Map<string, StoredTensor>()
  let metadata: Record<string, string> = {}
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') {
      metadata = v.parse(v.record(v.string(), v.string()), entry)
      continue
    }
    const { dtype, shape, data_offsets: offsets } = v.parse(Entry, entry)
    const [from, to] = offsets
    if (dtype !== 'F32') continue
    const count = shape.reduce((a, b) => a * b, 1)
    if (from < 0 || to < from || start + to > bytes.byteLength)
      throw new Error(`${name}: bytes ${from} to ${to} lie outside the file`)
    if (to - from !== count * 4)
      throw new Error(`${name}: ${to - from} bytes do not hold the shape [${shape.join(', ')}]`)
    tensors.set(name, { shape, values: new Float32Array(bytes.slice(start + from, start + to).buffer) })
  }
  return { tensors, metadata }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw new Error('The header is not JSON', { cause })
  }
}

/** Writes float32 tensors in the order given. */
export function writeSafetensors(
  tensors: ReadonlyMap<string, StoredTensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: metadata }
  let offset = 0
  for (const [name, { shape, values }] of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + values.byteLength] }
    offset += values.byteLength
  }
  const text = JSON.stringify(header)
  // The data starts at a multiple of eight bytes; the format fills up with spaces.
  const json = new TextEncoder().encode(text)
  const padded = Math.ceil(json.byteLength / 8) * 8
  const bytes = new Uint8Array(HEADER_LENGTH_BYTES + padded + offset)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true)
  bytes.fill(0x20, HEADER_LENGTH_BYTES, HEADER_LENGTH_BYTES + padded)
  bytes.set(json, HEADER_LENGTH_BYTES)
  let at = HEADER_LENGTH_BYTES + padded
  for (const { values } of tensors.values()) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at)
    at += values.byteLength
  }
  return bytes
}
