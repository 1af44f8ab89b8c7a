import { crc32 } from '../compact/crc32.ts'
import { DamagedParquet } from './damaged.ts'
import { gunzip } from './gunzip.ts'

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
  if (codec === 'GZIP') {
    const page = await gunzip(packed, size).catch(() => undefined)
    if (!page) throw new DamagedParquet(place, 'a page’s checksum does not match')
    if (page.length !== size) throw new DamagedParquet(place, 'a page is not as long as it says')
    return page
  }
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

/** Throws DamagedParquet where the header gave a checksum and the bytes have another. */
export function checkPage(packed: Uint8Array, crc: number | undefined, place: string): void {
  if (crc !== undefined && crc32(packed) !== crc)
    throw new DamagedParquet(place, 'a page’s checksum does not match')
}
