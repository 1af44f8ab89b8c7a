import { crc16 } from './crc.ts'

/** What is wrong with a file, and from which byte on. */
export interface Damage {
  readonly at: number
  readonly reason: string
}

/** A stretch of messages in a file, without header and checksum. */
export interface Section {
  readonly from: number
  readonly until: number
}

const CRC = 2
const SHORTEST_HEADER = 12
/** Of a definition message: header, reserved byte, byte order, number and count of fields. */
const DEFINITION = 0x40

export const hasSignature = (bytes: Uint8Array, at: number = 0): boolean =>
  bytes[at + 8] === 0x2e && bytes[at + 9] === 0x46 && bytes[at + 10] === 0x49 && bytes[at + 11] === 0x54

/**
 * Where the messages of a file stand. Mostly it is one stretch; several files may be joined in one. Sizes that lie and
 * heads that are damaged are noted, and the messages are looked for where they must be.
 */
export function sectionsOf(bytes: Uint8Array, damages: Damage[]): Section[] {
  const sections: Section[] = []
  let at = 0
  while (at < bytes.length) {
    const whole = hasSignature(bytes, at)
    if (at > 0 && !whole) {
      damages.push({ at, reason: 'what stands here is no FIT file' })
      break
    }
    if (bytes.length - at < SHORTEST_HEADER) {
      damages.push({ at, reason: 'the file breaks off in its head' })
      break
    }
    const size = headerSize(bytes, at)
    const from = at + size
    const stated = new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(4, true)
    const end = from + stated
    // Behind the checksum stands nothing, or the next file.
    const sound = end + CRC === bytes.length || (end + CRC < bytes.length && endsSoundly(bytes, at, end))
    if (!whole) damages.push({ at, reason: 'its head is damaged' })
    else if (!sound) {
      const reason =
        end + CRC > bytes.length ? 'the file breaks off' : 'its head states another length than it has'
      damages.push({ at: Math.min(end, bytes.length), reason })
    }
    if (sound && !checks(bytes, at, end))
      damages.push({ at: end, reason: 'its checksum does not match, so that some values may be wrong' })
    // Of a file that breaks off the last bytes may be its checksum; then they are no message either.
    sections.push({ from, until: sound ? end : bytes.length })
    if (!sound) break
    at = end + CRC
  }
  return sections
}

const checks = (bytes: Uint8Array, from: number, end: number): boolean =>
  crc16(bytes, from, end) === (bytes[end]! | (bytes[end + 1]! << 8))

const endsSoundly = (bytes: Uint8Array, from: number, end: number): boolean =>
  hasSignature(bytes, end + CRC) || checks(bytes, from, end)

/** Twelve or fourteen bytes; where the file says something else, a definition must follow. */
function headerSize(bytes: Uint8Array, at: number): number {
  const stated = bytes[at]!
  if (stated === 12 || stated === 14) return stated
  const opens = (place: number): boolean =>
    (bytes[place]! & 0xf0) === DEFINITION && bytes[place + 1] === 0 && bytes[place + 2]! <= 1
  return opens(at + 12) ? 12 : 14
}
