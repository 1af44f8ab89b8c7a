import { LENGTH_BYTES, readHeader, type SafetensorsHeader } from './safetensors-header.ts'

/** What a file holds, without the values. */
export interface DescribedFile {
  readonly tensors: ReadonlyMap<string, { readonly shape: readonly number[] }>
  readonly ignored: readonly { readonly name: string; readonly dtype: string }[]
}

/** The types that are read; tensors of any other are only listed. */
export const READ_TYPES: readonly string[] = ['F32', 'F16', 'BF16']

/**
 * The checked header of a file of any size; only its first bytes are read.
 * @throws Error that names what is wrong, with the tensor and the numbers
 */
export async function headerOf(file: Blob): Promise<SafetensorsHeader> {
  const first = await bytesOf(file.slice(0, LENGTH_BYTES))
  // Too short for a length, or no such file at all: `readHeader` says which.
  if (first.byteLength < LENGTH_BYTES) return readHeader(first, file.size)
  const length = new DataView(first.buffer).getBigUint64(0, true)
  const end = LENGTH_BYTES + Number(length)
  return readHeader(end <= file.size ? await bytesOf(file.slice(0, end)) : first, file.size)
}

const bytesOf = async (blob: Blob): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await blob.arrayBuffer())

export function described({ entries }: SafetensorsHeader): DescribedFile {
  const isRead = ({ dtype }: { dtype: string }): boolean => READ_TYPES.includes(dtype)
  return {
    tensors: new Map(entries.filter(isRead).map(({ name, shape }) => [name, { shape }])),
    ignored: entries.filter((entry) => !isRead(entry)),
  }
}
