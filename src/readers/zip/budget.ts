/** Up to here a zip may unpack to anything. */
const FREE = 100e6
/** Deflate can't do better than this, and text of sensors not nearly so well. */
const LARGEST_RATIO = 1000
/** Zips are hardly smaller in another zip, and have to be held while they are read. */
const LARGEST_NESTED_RATIO = 20
/** More than the largest data set of one file a minute has. */
const MOST_FILES = 500_000

/** A zip that would unpack to more than any recording has; nothing of it is read. */
export class ZipBomb extends Error {
  override readonly name = 'ZipBomb'
  readonly bytes: number
  readonly files: number

  constructor(bytes: number, files: number) {
    super('it would unpack to more than any recording has')
    this.bytes = bytes
    this.files = files
  }
}

/** What a dropped zip, and all zips in it together, may unpack to. */
export class Budget {
  readonly #size: number
  #bytes = 0
  #nested = 0
  #files = 0

  /** @param size of what was dropped */
  constructor(size: number) {
    this.#size = size
  }

  /**
   * Counts one file as the zip states it.
   * @throws ZipBomb where it is too much
   */
  take(bytes: number, nested: boolean): void {
    this.#files++
    this.#bytes += bytes
    if (nested) this.#nested += bytes
    if (
      this.#files > MOST_FILES ||
      this.#bytes > Math.max(FREE, LARGEST_RATIO * this.#size) ||
      this.#nested > Math.max(FREE, LARGEST_NESTED_RATIO * this.#size)
    )
      throw new ZipBomb(this.#bytes, this.#files)
  }

  /**
   * Files in a zip can't take more room than it has, unless they lie over each other.
   * @throws ZipBomb
   */
  overlap(packed: number, size: number): void {
    if (packed > size) throw new ZipBomb(this.#bytes, this.#files)
  }
}
