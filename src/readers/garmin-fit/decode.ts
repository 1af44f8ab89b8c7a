import type { ParsedFit } from 'fit-file-parser'
import { crc16 } from './crc.ts'
import type { Definition, Message } from './messages.ts'
import type { Damage } from './sections.ts'

/** A message's fields by name, in the units that the library gives. */
export type Fields = Readonly<Record<string, unknown>>

/** The field's number, or NaN. */
export const numberOf = (value: unknown): number => (typeof value === 'number' ? value : NaN)

/** Milliseconds since the Unix epoch, or NaN. */
export const timeOf = (value: unknown): number => (value instanceof Date ? value.getTime() : NaN)

const HEADER = 14
/** Nobody is told of more. */
const MOST_DAMAGES = 100

/** The kinds of messages that are read, as the profile numbers them, under the library's names. */
export const NAMES = {
  file_id: 0,
  sport: 12,
  session: 18,
  record: 20,
  activity: 34,
  monitoring: 55,
  monitoring_info: 103,
} as const
export type Name = keyof typeof NAMES

/**
 * What stands in messages of one kind, by the library, which takes whole files alone: these messages are made a small file
 * of their own. So neither a length that lies nor what is damaged elsewhere is ever handed to it, and memory stays small.
 * What it throws on is damage; the messages before and behind are read without it.
 */
export async function decoded(
  bytes: Uint8Array,
  messages: readonly Message[],
  name: Name,
  damages: Damage[],
): Promise<(Fields | undefined)[]> {
  const { default: FitParser } = await import('fit-file-parser')
  const parse = (part: readonly Message[]): (Fields | undefined)[] => {
    if (part.length === 0) return []
    let parsed: ParsedFit | undefined
    try {
      new FitParser({ force: true }).parse(fileOf(bytes, part), (_error, data) => (parsed = data))
    } catch {
      parsed = undefined
    }
    const fields = (parsed?.messages as Record<string, Fields[]> | undefined)?.[name]
    if (fields?.length === part.length) return fields
    if (part.length === 1) {
      if (damages.length < MOST_DAMAGES)
        damages.push({ at: part[0]!.from, reason: 'what stands in this message can’t be read' })
      return [undefined]
    }
    const half = part.length >> 1
    return [...parse(part.slice(0, half)), ...parse(part.slice(half))]
  }
  return parse(messages)
}

/** A file of these messages and their definitions. */
function fileOf(bytes: Uint8Array, messages: readonly Message[]): ArrayBuffer {
  const parts: Uint8Array[] = []
  const known: (Definition | undefined)[] = []
  for (const { definition, from, until } of messages) {
    if (known[definition.local] !== definition) parts.push(bytes.subarray(definition.from, definition.until))
    known[definition.local] = definition
    parts.push(bytes.subarray(from, until))
  }
  const size = parts.reduce((sum, part) => sum + part.length, 0)
  const file = new Uint8Array(HEADER + size + 2)
  const view = new DataView(file.buffer)
  file.set([HEADER, 0x20, 0, 0, 0, 0, 0, 0, 0x2e, 0x46, 0x49, 0x54])
  view.setUint32(4, size, true)
  let at = HEADER
  for (const part of parts) {
    file.set(part, at)
    at += part.length
  }
  view.setUint16(at, crc16(file, 0, at), true)
  return file.buffer
}
