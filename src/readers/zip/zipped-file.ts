import type { FileEntry } from '@zip.js/zip.js/lib/zip-core-reader.js'

/** So much is unpacked to look at a file's head. */
const HEAD = 8192

/** So much of a head is kept, since every reader asks for a file's first bytes. */
const PREFIX = 16

/** What can't be streamed is held up to this; browsers keep it on disk. */
const MOST_HELD = 4 * 2 ** 30

/** The policy allows no workers from blobs; the platform unpacks on threads of its own anyway. */
const CHECKED = { checkCrc32: true, checkLocalFilename: true, preventClose: true, useWebWorkers: false }

/** A file in a zip that can't be unpacked; the message says why. */
export class DamagedEntry extends Error {
  override readonly name = 'DamagedEntry'
}

/**
 * A file inside a zip, unpacked when it is asked for and only as far. Streams are checked against the zip's
 * CRC-32 when they end. Reading from the middle unpacks the whole once: browsers keep such a blob on disk where
 * it is large. A file that was stored unpacked is read in place, after one pass that checks it.
 */
export class ZippedFile extends Blob {
  readonly #entry: FileEntry
  readonly #zip: Blob
  readonly #signal: AbortSignal
  #prefix: Uint8Array<ArrayBuffer> | undefined
  #unpacked: Promise<Blob> | undefined

  constructor(entry: FileEntry, zip: Blob, signal: AbortSignal) {
    super([])
    this.#entry = entry
    this.#zip = zip
    this.#signal = signal
  }

  override get size(): number {
    return this.#entry.uncompressedSize
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const { readable, writable } = exactly(this.size)
    const through = { writable, size: 0 }
    this.#entry
      .getData(through, { ...CHECKED, signal: this.#signal })
      .then(() => writable.close())
      .catch((error: unknown) =>
        writable.abort(this.#signal.aborted ? error : new DamagedEntry(reasonOf(error))),
      )
      // Whoever reads hears of it, or has stopped reading.
      .catch(() => undefined)
    return readable
  }

  override async arrayBuffer(): Promise<ArrayBuffer> {
    this.#mayBeHeld()
    return new Response(this.stream()).arrayBuffer()
  }

  override async text(): Promise<string> {
    this.#mayBeHeld()
    return new Response(this.stream()).text()
  }

  override slice(from: number = 0, to: number = this.size): Blob {
    const at = (place: number): number =>
      Math.min(this.size, place < 0 ? Math.max(0, this.size + place) : place)
    return new Slice(at(to) - at(from), () => this.#bytes(at(from), at(to)))
  }

  async #bytes(from: number, to: number): Promise<ArrayBuffer> {
    if (this.#prefix && to <= this.#prefix.length) return this.#prefix.slice(from, to).buffer
    if (to > HEAD || this.#unpacked) return (await this.#whole()).slice(from, to).arrayBuffer()
    const head = await this.#head(to)
    this.#prefix = head.slice(0, PREFIX)
    return head.slice(from, to).buffer
  }

  async #head(length: number): Promise<Uint8Array<ArrayBuffer>> {
    const head = new Uint8Array(length)
    const reader = this.stream().getReader()
    let at = 0
    try {
      while (at < length) {
        const { done, value } = await reader.read()
        if (done) break
        head.set(value.subarray(0, length - at), at)
        at += value.length
      }
    } finally {
      void reader.cancel().catch(() => undefined)
    }
    return head.subarray(0, Math.min(at, length))
  }

  #whole(): Promise<Blob> {
    this.#mayBeHeld()
    this.#unpacked ??=
      this.#entry.compressionMethod === 0 ? this.#inPlace() : new Response(this.stream()).blob()
    return this.#unpacked
  }

  /** What was stored unpacked is read where it lies. */
  #mayBeHeld(): void {
    if (this.#entry.compressionMethod !== 0 && this.size > MOST_HELD)
      throw new DamagedEntry(
        `unpacked it has ${Math.ceil(this.size / 1e9)} GB, more than can be held; unpack the zip and drop the files`,
      )
  }

  async #inPlace(): Promise<Blob> {
    await this.stream().pipeTo(new WritableStream())
    const { offset } = this.#entry
    // The local header is thirty bytes, of which the last four tell the lengths of name and extra field behind it.
    const header = new DataView(await this.#zip.slice(offset, offset + 30).arrayBuffer())
    const from = offset + 30 + header.getUint16(26, true) + header.getUint16(28, true)
    return this.#zip.slice(from, from + this.size)
  }
}

/** Passes on as many bytes as the zip states, neither more nor fewer: a zip may lie about what is in it. */
function exactly(size: number): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let count = 0
  return new TransformStream({
    transform(chunk, controller) {
      count += chunk.length
      if (count > size) throw new DamagedEntry('it unpacks to more than the zip states')
      controller.enqueue(chunk)
    },
    flush() {
      if (count < size) throw new DamagedEntry('it unpacks to less than the zip states')
    },
  })
}

/** A stretch of a zipped file. */
class Slice extends Blob {
  readonly #size: number
  readonly #bytes: () => Promise<ArrayBuffer>

  constructor(size: number, bytes: () => Promise<ArrayBuffer>) {
    super([])
    this.#size = Math.max(0, size)
    this.#bytes = bytes
  }

  override get size(): number {
    return this.#size
  }

  override arrayBuffer(): Promise<ArrayBuffer> {
    return this.#bytes()
  }

  override stream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    const bytes = this.#bytes
    return new ReadableStream({
      async start(controller) {
        controller.enqueue(new Uint8Array(await bytes()))
        controller.close()
      },
    })
  }

  override async text(): Promise<string> {
    return new TextDecoder().decode(await this.#bytes())
  }
}

/** In words for a person; zip.js' own are for programmers. */
function reasonOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error)
  if (/crc|signature/i.test(said)) return 'the zip’s checksum of it does not match'
  if (/encrypt|password/i.test(said)) return 'it is locked with a password'
  if (/compression method|unsupported compression/i.test(said))
    return 'it is packed in a way that is not read here'
  return 'the zip is damaged here'
}
