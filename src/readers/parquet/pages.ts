import { DamagedParquet } from './damaged.ts'
import { readHybrid } from './hybrid.ts'
import type { Leaf } from './leaf.ts'
import { readPageHeader, type PageHeader } from './page-header.ts'
import type { Chunk } from './row-group.ts'
import { plainNumbers, plainTexts } from './plain.ts'
import { oneAhead } from './one-ahead.ts'
import { checkPage, unpackPage } from './unpack.ts'
import { ByteWindow } from './window.ts'

/** A page's entries. Numbers that are missing are NaN, texts null. */
export interface Page {
  readonly count: number
  readonly numbers: Float64Array | undefined
  readonly texts: (string | null)[] | undefined
  /** Repetition levels of a nested column: 0 starts a row. */
  readonly levels: Uint8Array | undefined
}

type Values = Float64Array | string[]

const PLAIN = 0
const DICTIONARY = [2, 8]

/** A page as it stands in the file, its levels still packed, its values unpacked. */
interface UnpackedPage {
  readonly header: PageHeader
  readonly packed: Uint8Array
  readonly body: Uint8Array
  /** Where it is, for messages. */
  readonly place: string
}

/** Streams the pages of one column of one row group. Throws DamagedParquet, and what reading the file throws. */
export async function* pagesOf(
  blob: Blob,
  chunk: Chunk,
  group: number,
  signal: AbortSignal,
): AsyncGenerator<Page> {
  const { leaf } = chunk
  let dictionary: Values | undefined
  let left = chunk.entries
  // Unpacking is the platform's, on a thread of its own where it has one: meanwhile the page before is read.
  for await (const { header, packed, body, place } of oneAhead(unpackedPages(blob, chunk, group, signal))) {
    try {
      if (header.kind === 'dictionary') dictionary = plain(body, leaf, header.values)
      else {
        if (header.values > left) throw new RangeError('more values than the footer says')
        left -= header.values
        yield readData(header, packed, body, leaf, dictionary)
      }
    } catch (error) {
      if (error instanceof RangeError) throw new DamagedParquet(place, error.message)
      throw error
    }
  }
}

async function* unpackedPages(
  blob: Blob,
  { leaf, codec, from, end, entries }: Chunk,
  group: number,
  signal: AbortSignal,
): AsyncGenerator<UnpackedPage> {
  const placeOf = (at: number): string => `row group ${group + 1}, column ${leaf.name}, byte ${at}`
  if (!(from >= 4 && end <= blob.size && end > from))
    throw new DamagedParquet(placeOf(from), 'its pages lie outside of the file')
  const window = new ByteWindow(blob, from, end)
  for (let left = entries; left > 0;) {
    signal.throwIfAborted()
    const place = placeOf(window.at)
    if (window.left === 0) throw new DamagedParquet(place, 'pages are missing')
    const header = await readPageHeader(window, place)
    const packed = await window.peek(header.packed)
    if (packed.length < header.packed) throw new DamagedParquet(place, 'a page is cut off')
    window.at += header.packed
    if (header.kind === 'other') continue
    checkPage(packed, header.crc, place)
    const levelBytes = header.repetitionBytes + header.definitionBytes
    const body = header.compressed
      ? await unpackPage(codec, packed.subarray(levelBytes), header.unpacked - levelBytes, place)
      : packed.subarray(levelBytes)
    yield { header, packed, body, place }
    if (header.kind !== 'dictionary') left -= header.values
  }
}

const plain = (bytes: Uint8Array, leaf: Leaf, count: number): Values =>
  leaf.text ? plainTexts(bytes, count) : plainNumbers(bytes, leaf.physical, leaf.unit, count)

function readData(
  header: PageHeader,
  packed: Uint8Array,
  unpacked: Uint8Array,
  leaf: Leaf,
  dictionary: Values | undefined,
): Page {
  const count = header.values
  let body = unpacked
  /** Levels stand before the values: unpacked in a page of the second kind, with their length in one of the first. */
  const levels = (most: number, unpackedLevels: Uint8Array): Uint8Array | undefined => {
    if (most === 0) return undefined
    let source = unpackedLevels
    if (header.kind === 'data') {
      const length = new DataView(body.buffer, body.byteOffset, body.byteLength).getUint32(0, true)
      if (4 + length > body.length) throw new RangeError('levels end too soon')
      source = body.subarray(4, 4 + length)
      body = body.subarray(4 + length)
    }
    const into = new Uint8Array(count)
    readHybrid(source, 32 - Math.clz32(most), into)
    return into
  }
  const behindFirst = header.repetitionBytes + header.definitionBytes
  const repetitions = levels(leaf.maxRepetition, packed.subarray(0, header.repetitionBytes))
  const definitions = levels(leaf.maxDefinition, packed.subarray(header.repetitionBytes, behindFirst))
  let present = count
  if (definitions)
    for (let i = 0; i < definitions.length; i++) if (definitions[i]! < leaf.maxDefinition) present--
  const values = valuesOf(header, body, leaf, dictionary, present)
  return { count, levels: repetitions, ...spread(values, definitions, leaf, count) }
}

function valuesOf(
  header: PageHeader,
  body: Uint8Array,
  leaf: Leaf,
  dictionary: Values | undefined,
  count: number,
): Values {
  if (header.encoding === PLAIN) return plain(body, leaf, count)
  if (!DICTIONARY.includes(header.encoding))
    throw new RangeError(`encoding ${header.encoding} is not read here`)
  if (count === 0) return leaf.text ? [] : new Float64Array(0)
  if (!dictionary) throw new RangeError('its dictionary is missing')
  const places = new Int32Array(count)
  readHybrid(body.subarray(1), body[0] ?? 33, places)
  for (let i = 0; i < count; i++)
    if (!(places[i]! >= 0 && places[i]! < dictionary.length))
      throw new RangeError('a place that its dictionary lacks')
  if (Array.isArray(dictionary)) return Array.from(places, (place) => dictionary[place]!)
  const numbers = new Float64Array(count)
  for (let i = 0; i < count; i++) numbers[i] = dictionary[places[i]!]!
  return numbers
}

/** Sets unknown entries between the known ones. */
function spread(
  values: Values,
  definitions: Uint8Array | undefined,
  leaf: Leaf,
  count: number,
): Pick<Page, 'numbers' | 'texts'> {
  const whole = !definitions || values.length === count
  if (Array.isArray(values)) {
    let at = 0
    const texts = whole
      ? values
      : Array.from(definitions, (level) => (level === leaf.maxDefinition ? values[at++]! : null))
    return { texts, numbers: undefined }
  }
  if (whole) return { numbers: values, texts: undefined }
  const numbers = new Float64Array(count).fill(NaN)
  let at = 0
  for (let i = 0; i < count; i++) if (definitions[i] === leaf.maxDefinition) numbers[i] = values[at++]!
  return { numbers, texts: undefined }
}
