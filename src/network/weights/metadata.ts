import { LENGTH_BYTES, readHeader } from './safetensors-header.ts'

/**
 * The same file with other metadata; the tensors' bytes stay as they are.
 * @throws Error where the file is damaged
 */
export function withMetadata(
  bytes: Uint8Array<ArrayBuffer>,
  metadata: Readonly<Record<string, string>>,
): Blob {
  readHeader(bytes)
  const start = LENGTH_BYTES + Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true))
  const before = JSON.parse(new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, start))) as object
  const text = new TextEncoder().encode(JSON.stringify({ ...before, __metadata__: metadata }))
  // Spaces fill the header up, so that the tensors stay at multiples of eight bytes.
  const header = new Uint8Array(Math.ceil(text.byteLength / LENGTH_BYTES) * LENGTH_BYTES).fill(0x20)
  header.set(text)
  const length = new DataView(new ArrayBuffer(LENGTH_BYTES))
  length.setBigUint64(0, BigInt(header.byteLength), true)
  return new Blob([length, header, bytes.subarray(start)], { type: 'application/octet-stream' })
}
