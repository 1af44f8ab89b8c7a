import { encodingsOf, pathOf, physicalOf, schemaOf, type ColumnRows, type ColumnSpec } from './column.ts'
import { encodeRows, rangeOf } from './encode-rows.ts'
import { bytes, i32, i64, list, struct, text, thrift, type Value } from './thrift-write.ts'

/** Rows of a page: about a megabyte of numbers, as pandas' own pages. */
const PAGE = 131_072

const GZIP = 2
const RLE = 3
const MAGIC = new TextEncoder().encode('PAR1')

export type Gzip = (page: Uint8Array) => Promise<Uint8Array>

/** The platform's. */
export const gzip: Gzip = async (page) => {
  const stream = new Blob([Uint8Array.from(page)]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/**
 * Writes a table as Parquet with GZIP pages, a row group at a time; what it has written it forgets. Data pages of
 * the first kind, values plain: what every reader of Parquet reads.
 */
export class ParquetWriter {
  readonly #columns: readonly ColumnSpec[]
  readonly #sink: (bytes: Uint8Array) => void | Promise<void>
  readonly #gzip: Gzip
  readonly #groups: Value[] = []
  #at = 0
  #rows = 0

  /** @param sink takes the file's bytes, in order */
  constructor(
    columns: readonly ColumnSpec[],
    sink: (bytes: Uint8Array) => void | Promise<void>,
    pack: Gzip = gzip,
  ) {
    this.#columns = columns
    this.#sink = sink
    this.#gzip = pack
  }

  /** @param rows one array a column, all of one length */
  async rowGroup(rows: readonly ColumnRows[]): Promise<void> {
    if (this.#at === 0) await this.#write(MAGIC)
    const count = rows[0]?.length ?? 0
    const from = this.#at
    const chunks: Value[] = []
    for (const [i, column] of this.#columns.entries()) chunks.push(await this.#chunk(column, rows[i]!))
    this.#groups.push(struct([1, list(chunks)], [2, i64(this.#at - from)], [3, i64(count)]))
    this.#rows += count
  }

  /** Writes the footer. */
  async end(): Promise<void> {
    if (this.#at === 0) await this.#write(MAGIC)
    const root = struct([4, text('schema')], [5, i32(this.#columns.length)])
    const footer = thrift(
      struct(
        [1, i32(1)],
        [2, list([root, ...this.#columns.flatMap(schemaOf)])],
        [3, i64(this.#rows)],
        [4, list(this.#groups)],
        [6, text('PixleepFlow')],
      ),
    )
    const length = new Uint8Array(4)
    new DataView(length.buffer).setUint32(0, footer.length, true)
    for (const part of [footer, length, MAGIC]) await this.#write(part)
  }

  async #chunk(column: ColumnSpec, rows: ColumnRows): Promise<Value> {
    const from = this.#at
    const whole = rangeOf(column, rows)
    let entries = 0
    let unpacked = 0
    for (let i = 0; i < rows.length; i += PAGE) {
      const page = encodeRows(column, rows.slice(i, i + PAGE) as ColumnRows)
      const packed = await this.#gzip(page.bytes)
      const data = struct([1, i32(page.entries)], [2, i32(0)], [3, i32(RLE)], [4, i32(RLE)])
      const sizes = [i32(page.bytes.length), i32(packed.length)] as const
      const header = thrift(struct([1, i32(0)], [2, sizes[0]], [3, sizes[1]], [5, data]))
      await this.#write(header)
      await this.#write(packed)
      entries += page.entries
      unpacked += header.length + page.bytes.length
    }
    const meta = struct(
      [1, i32(physicalOf(column))],
      [2, encodingsOf()],
      [3, list(pathOf(column).map(text))],
      [4, i32(GZIP)],
      [5, i64(entries)],
      [6, i64(unpacked)],
      [7, i64(this.#at - from)],
      [9, i64(from)],
      whole && [12, struct([5, bytes(whole[1])], [6, bytes(whole[0])])],
    )
    return struct([2, i64(from)], [3, meta])
  }

  async #write(part: Uint8Array): Promise<void> {
    this.#at += part.length
    await this.#sink(part)
  }
}
