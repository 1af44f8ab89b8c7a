import type { Damage, Section } from './sections.ts'

/** What messages of one local number consist of, until the number is given away again. */
export interface Definition {
  readonly local: number
  readonly global: number
  readonly littleEndian: boolean
  /** Where the definition itself stands. */
  readonly from: number
  readonly until: number
  /** Bytes of a message, without its header. */
  readonly size: number
  /** Where in a message its time stands, and the time of sixteen bits; -1 where there is none. */
  readonly timeAt: number
  readonly shortTimeAt: number
  /** A time is the first field: messages with a time in their header leave it out. */
  readonly timeFirst: boolean
}

/** A whole message, header included. */
export interface Message {
  readonly definition: Definition
  readonly from: number
  readonly until: number
  /** Seconds since FIT's epoch; NaN where none is stated. */
  readonly time: number
}

export const MONITORING = 55
export const MONITORING_INFO = 103
const [TIME, SHORT_TIME] = [253, 26]
/** Times below count from when the device was switched on. */
export const FIRST_DATE = 0x10000000
const [NONE_32, NONE_16] = [0xffffffff, 0xffff]

/**
 * The whole messages of a stretch, in order, with their times put together from all the ways in which FIT writes them.
 * Ends at the first byte that can't be a message: where the next one starts can't be known from there.
 */
export function* messagesIn(
  bytes: Uint8Array,
  { from, until }: Section,
  damages: Damage[],
): Generator<Message> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const definitions: (Definition | undefined)[] = []
  let [last, monitored] = [NaN, NaN]
  for (let at = from; at < until;) {
    const header = bytes[at]!
    const compressed = (header & 0x80) !== 0
    if (!compressed && (header & 0x40) !== 0) {
      const definition = definitionAt(view, at, until)
      if (!definition) return void damages.push({ at, reason: 'no message can be made of what stands here' })
      definitions[definition.local] = definition
      at = definition.until
      continue
    }
    const definition = definitions[compressed ? (header >> 5) & 3 : header & 15]
    if (!definition || (!compressed && (header & 0x30) !== 0))
      return void damages.push({ at, reason: 'no message can be made of what stands here' })
    const body = at + 1
    const end = body + definition.size - (compressed && definition.timeFirst ? 4 : 0)
    if (end > until) return void damages.push({ at, reason: 'the file breaks off in a message' })
    const { global, littleEndian, timeAt, shortTimeAt } = definition
    let time = NaN
    if (compressed) {
      if (!Number.isNaN(last)) time = last + (((header & 31) - last) & 31)
    } else if (timeAt >= 0) {
      const written = view.getUint32(body + timeAt, littleEndian)
      if (written >= FIRST_DATE && written !== NONE_32) time = written
    }
    if (Number.isNaN(time) && global === MONITORING && shortTimeAt >= 0 && !compressed) {
      const written = view.getUint16(body + shortTimeAt, littleEndian)
      const base = Number.isNaN(monitored) ? last : monitored
      if (written !== NONE_16 && !Number.isNaN(base)) time = base + ((written - base) & 0xffff)
      // Only such messages count on from each other: others may be written a little later.
      if (!Number.isNaN(time)) monitored = time
    } else if (!Number.isNaN(time)) {
      last = time
      if (global === MONITORING || global === MONITORING_INFO) monitored = time
    }
    yield { definition, from: at, until: end, time }
    at = end
  }
}

/** Null where what stands there can't be a definition. */
function definitionAt(view: DataView, at: number, until: number): Definition | null {
  if (at + 6 > until) return null
  const header = view.getUint8(at)
  const order = view.getUint8(at + 2)
  if ((header & 0x10) !== 0 || order > 1) return null
  const littleEndian = order === 0
  const count = view.getUint8(at + 5)
  let place = at + 6 + 3 * count
  if (place > until) return null
  let [size, timeAt, shortTimeAt] = [0, -1, -1]
  for (let i = 0; i < count; i++) {
    const [number, bytes] = [view.getUint8(at + 6 + 3 * i), view.getUint8(at + 7 + 3 * i)]
    if (number === TIME && bytes === 4) timeAt = size
    if (number === SHORT_TIME && bytes === 2) shortTimeAt = size
    size += bytes
  }
  if ((header & 0x20) !== 0) {
    // Fields that an app on the device added: only their lengths matter here.
    if (place + 1 > until) return null
    const added = view.getUint8(place)
    if (place + 1 + 3 * added > until) return null
    for (let i = 0; i < added; i++) size += view.getUint8(place + 2 + 3 * i)
    place += 1 + 3 * added
  }
  return {
    local: header & 15,
    global: view.getUint16(at + 3, littleEndian),
    littleEndian,
    from: at,
    until: place,
    size,
    timeAt,
    shortTimeAt,
    timeFirst: timeAt === 0,
  }
}
