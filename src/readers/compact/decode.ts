import { gunzipSync } from 'fflate'
import * as v from 'valibot'
import type { Samples } from '../../lifelog/samples.ts'
import { crc32 } from './crc32.ts'
import { Header, MAGIC, MOST_BYTES, PREFIX } from './format.ts'
import { VarintReader } from './varint.ts'

/** The file is cut off, altered, or of a newer version. */
export class Damaged extends Error {}

/** Unpacks what `encode` packed. Throws Damaged for anything else, before it takes memory for it. */
export function decode(file: Uint8Array): { header: Header; samples: Samples[] } {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  if (file.length < PREFIX + 18 || new TextDecoder().decode(file.subarray(0, MAGIC.length)) !== MAGIC)
    throw new Damaged('It does not start as a compact recording does')
  const packed = file.subarray(PREFIX)
  if (crc32(packed) !== view.getUint32(MAGIC.length, true)) throw new Damaged('Its checksum does not match')
  if (view.getUint32(file.length - 4, true) > MOST_BYTES) throw new Damaged('It unpacks to more than 64 MB')
  try {
    return unpack(gunzipSync(packed))
  } catch (error) {
    throw error instanceof Damaged
      ? error
      : new Damaged(error instanceof Error ? error.message : String(error))
  }
}

function unpack(bytes: Uint8Array): { header: Header; samples: Samples[] } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const length = view.getUint32(0, true)
  const json: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)))
  const header = v.parse(Header, json)
  let at = 4 + length
  const next = (size: number): Uint8Array => {
    if (at + size > bytes.length) throw new Damaged('A column is cut off')
    return bytes.subarray(at, (at += size))
  }
  const clocks = header.clocks.map((clock) => decodeClock(next(clock.bytes), clock.count))
  const samples = header.channels.map(({ channel, unit, clock, encoding, bytes: size }): Samples => {
    const times = clocks[clock]
    if (!times) throw new Damaged('A channel has no clock')
    const values = decodeValues(next(size), encoding, times.length)
    return { participant: header.participant, channel, unit, times, values, zone: header.zone }
  })
  return { header, samples }
}

function decodeClock(bytes: Uint8Array, count: number): Float64Array {
  const times = new Float64Array(count)
  const reader = new VarintReader(bytes)
  let time = 0
  let i = 0
  while (reader.more) {
    const step = reader.signed()
    const repeat = reader.unsigned()
    if (i + repeat > count) throw new Damaged('A clock is longer than it says')
    for (let k = 0; k < repeat; k++) times[i++] = time += step
  }
  if (i !== count) throw new Damaged('A clock is shorter than it says')
  return times
}

function decodeValues(bytes: Uint8Array, encoding: 'int' | 'delta' | 'float32', count: number): Float32Array {
  const values = new Float32Array(count)
  if (encoding === 'float32') {
    if (bytes.length !== 4 * count) throw new Damaged('A channel is not as long as its clock')
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    for (let i = 0; i < count; i++) values[i] = view.getFloat32(4 * i, true)
    return values
  }
  const reader = new VarintReader(bytes)
  let before = 0
  for (let i = 0; i < count; i++) {
    const number = reader.signed()
    values[i] = before = encoding === 'delta' ? before + number : number
  }
  return values
}
