/**
 * Unpacks gzip of which `size` bytes are expected; what comes is no longer than one more. Rejects where the bytes
 * are no gzip, are cut off, unpack to more, or where the checksum doesn't match.
 */
export type Gunzip = (packed: Uint8Array, size: number) => Promise<Uint8Array>

/** The platform's stream, in browsers and everywhere else. */
export const throughStream: Gunzip = async (packed, size) => {
  const page = new Uint8Array(size)
  let at = 0
  const stream = new DecompressionStream('gzip')
  const writer = stream.writable.getWriter()
  // Failures show on the reading side; the writing side must not be left unheard.
  writer
    .write(Uint8Array.from(packed))
    .then(() => writer.close())
    .catch(() => undefined)
  const reader = stream.readable.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return page.subarray(0, at)
      if (at + value.length > size) throw new RangeError('more bytes than expected')
      page.set(value, at)
      at += value.length
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/**
 * Node's stream hands out 16 kB at a time, at the cost of the unpacking itself once more; the function behind it
 * hands out the whole.
 */
function throughNode(): Gunzip | undefined {
  const zlib = globalThis.process?.getBuiltinModule?.('node:zlib')
  return (
    zlib &&
    ((packed, size) =>
      new Promise((done, failed) =>
        zlib.gunzip(
          packed,
          { chunkSize: Math.max(64, size + 1), maxOutputLength: size + 1 },
          (error, page) => (error ? failed(error) : done(page)),
        ),
      ))
  )
}

export const gunzip: Gunzip = throughNode() ?? throughStream
