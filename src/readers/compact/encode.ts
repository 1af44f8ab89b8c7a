import { gzipSync } from 'fflate'
import type { ChannelId } from '../../lifelog/channels.ts'
import type { MeasuresOfDay } from '../reader.ts'
import { crc32 } from './crc32.ts'
import { MAGIC, PREFIX, type Credit, type Header } from './format.ts'
import { VarintWriter } from './varint.ts'

/** One participant's recording as read: samples in time order, NaN values left out. */
export interface Recording {
  readonly participant: string
  readonly zone: string
  readonly dateKnown: boolean
  readonly source: string
  readonly credit: Credit
  readonly measures: readonly MeasuresOfDay[]
  readonly channels: readonly {
    readonly channel: ChannelId
    readonly unit: string
    /** Milliseconds since the epoch, whole. */
    readonly times: readonly number[]
    readonly values: readonly number[]
  }[]
}

/** Packs a recording; see format.ts. Throws a RangeError for times that are no whole milliseconds. */
export function encode(recording: Recording): Uint8Array {
  const clocks: { bytes: Uint8Array; count: number; times: readonly number[] }[] = []
  const columns: Uint8Array[] = []
  const channels: Header['channels'] = []
  for (const { channel, unit, times, values } of recording.channels) {
    let clock = clocks.findIndex((c) => c.count === times.length && c.times.every((t, i) => t === times[i]))
    if (clock < 0) clock = clocks.push({ bytes: encodeClock(times), count: times.length, times }) - 1
    const { encoding, bytes } = encodeValues(values)
    channels.push({ channel, unit, clock, encoding, bytes: bytes.length })
    columns.push(bytes)
  }
  const header: Header = {
    participant: recording.participant,
    zone: recording.zone,
    dateKnown: recording.dateKnown,
    source: recording.source,
    credit: recording.credit,
    measures: recording.measures.map(({ date, measures }) => ({ date, measures })),
    clocks: clocks.map(({ bytes, count }) => ({ bytes: bytes.length, count })),
    channels,
  }
  const json = new TextEncoder().encode(JSON.stringify(header))
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, json.length, true)
  const packed = gzipSync(concat([length, json, ...clocks.map((c) => c.bytes), ...columns]), {
    level: 9,
    mtime: 0,
  })
  const file = new Uint8Array(PREFIX + packed.length)
  file.set(new TextEncoder().encode(MAGIC))
  new DataView(file.buffer).setUint32(MAGIC.length, crc32(packed), true)
  file.set(packed, PREFIX)
  return file
}

function encodeClock(times: readonly number[]): Uint8Array {
  const out = new VarintWriter()
  let before = 0
  let step = NaN
  let repeat = 0
  for (const time of times) {
    if (!Number.isSafeInteger(time)) throw new RangeError(`${time} is no whole millisecond`)
    if (time - before === step) repeat++
    else {
      if (repeat > 0) {
        out.signed(step)
        out.unsigned(repeat)
      }
      step = time - before
      repeat = 1
    }
    before = time
  }
  if (repeat > 0) {
    out.signed(step)
    out.unsigned(repeat)
  }
  return out.done()
}

/** The smallest of what fits once gzip has been over it. */
function encodeValues(values: readonly number[]): {
  encoding: 'int' | 'delta' | 'float32'
  bytes: Uint8Array
} {
  if (!values.every((value) => Number.isInteger(value) && Math.abs(value) < 2 ** 31)) {
    const bytes = new Uint8Array(4 * values.length)
    const view = new DataView(bytes.buffer)
    values.forEach((value, i) => view.setFloat32(4 * i, value, true))
    return { encoding: 'float32', bytes }
  }
  const [plain, delta] = [new VarintWriter(), new VarintWriter()]
  let before = 0
  for (const value of values) {
    plain.signed(value)
    delta.signed(value - before)
    before = value
  }
  const [int, differences] = [plain.done(), delta.done()]
  return gzipSync(int).length <= gzipSync(differences).length
    ? { encoding: 'int', bytes: int }
    : { encoding: 'delta', bytes: differences }
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
