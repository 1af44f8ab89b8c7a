import { crc32 } from '../compact/crc32.ts'
import { DamagedParquet } from './damaged.ts'

/**
 * Unpacks one page to `size` bytes; the platform's own inflate, which checks gzip's checksum. Throws
 * DamagedParquet where the bytes don't unpack to that size, or where the codec is none that is known here.
 */
export async function unpackPage(
  codec: string,
  packed: Uint8Array,
  size: number,
  place: string,
): Promise<Uint8Array> {
  if (codec === 'UNCOMPRESSED') {
    if (packed.length !== size) throw new DamagedParquet(place, 'a page is not as long as it says')
    return packed
  }
  if (codec === 'GZIP') return gunzip(packed, size, place)
  if (codec === 'SNAPPY') {
    const { snappyUncompress } = await import('hyparquet')
    const page = new Uint8Array(size)
    try {
      snappyUncompress(packed, page)
    } catch {
      throw new DamagedParquet(place, 'a page does not unpack')
    }
    return page
  }
  throw new DamagedParquet(place, `its pages are packed with ${codec}; only GZIP and SNAPPY are read`)
}

async function gunzip(packed: Uint8Array, size: number, place: string): Promise<Uint8Array> {
  const page = new Uint8Array(size)
  let at = 0
  const stream = new DecompressionStream('gzip')
  const writer = stream.writable.getWriter()
  // Failures show on the reading side; the writing side must not be left unheard.
  const written = writer.write(Uint8Array.from(packed)).then(() => writer.close())
  written.catch(() => undefined)
  const reader = stream.readable.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      if (at + value.length > size) throw new DamagedParquet(place, 'a page unpacks to more than it says')
      page.set(value, at)
      at += value.length
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined)
    throw error instanceof DamagedParquet
      ? error
      : new DamagedParquet(place, 'a page’s checksum does not match')
  }
  if (at !== size) throw new DamagedParquet(place, 'a page unpacks to less than it says')
  return page
}

/** Throws DamagedParquet where the header gave a checksum and the bytes have another. */
export function checkPage(packed: Uint8Array, crc: number | undefined, place: string): void {
  if (crc !== undefined && crc32(packed) !== crc)
    throw new DamagedParquet(place, 'a page’s checksum does not match')
}
