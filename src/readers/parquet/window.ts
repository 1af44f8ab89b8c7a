/** So much is read at once where less was asked for: pages are small, and each read costs a turn. */
const AHEAD = 1 << 22

/** The stretch of a file being read, seen through a window that moves forward. */
export class ByteWindow {
  readonly #blob: Blob
  readonly #end: number
  #held: Uint8Array = new Uint8Array(0)
  #from: number
  /** Absolute position of the next byte. */
  at: number

  constructor(blob: Blob, from: number, end: number) {
    this.#blob = blob
    this.#end = Math.min(end, blob.size)
    this.#from = from
    this.at = from
  }

  get left(): number {
    return Math.max(0, this.#end - this.at)
  }

  /** Up to `count` bytes from `at`, which stays; fewer at the end. They are overwritten by no later call. */
  async peek(count: number): Promise<Uint8Array> {
    const wanted = Math.min(count, this.left)
    const offset = this.at - this.#from
    if (offset < 0 || offset + wanted > this.#held.length) {
      const end = Math.min(this.#end, this.at + Math.max(wanted, AHEAD))
      this.#held = new Uint8Array(await this.#blob.slice(this.at, end).arrayBuffer())
      this.#from = this.at
      return this.#held.subarray(0, wanted)
    }
    return this.#held.subarray(offset, offset + wanted)
  }
}
