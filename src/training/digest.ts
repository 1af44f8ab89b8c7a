import type { Parameters } from '../network/parameters.ts'
import type { ShownDay } from './dataset.ts'

/** What identifies days: how many, and SHA-256 of all that a run is given of them. */
export interface DaysDigest {
  readonly count: number
  readonly sha256: string
}

/** Same days, same labels' sources, same values: same digest, in whatever order they came. */
export async function digestOfDays(days: readonly ShownDay[]): Promise<DaysDigest> {
  const lines: string[] = []
  for (const { dayId, participant, measures, given, encoded } of days) {
    const { height, width, depth, values } = encoded
    const about = JSON.stringify([
      dayId,
      participant,
      sorted(measures),
      sorted(given ?? {}),
      height,
      width,
      depth,
    ])
    lines.push(`${about} ${await sha256(bytesOf(values))}`)
  }
  return { count: days.length, sha256: await sha256(new TextEncoder().encode(lines.sort().join('\n'))) }
}

/** SHA-256 of a network's tensors, whatever its card says. */
export async function digestOfWeights(parameters: Parameters): Promise<string> {
  const lines: string[] = []
  for (const { name } of parameters.specs)
    lines.push(`${name} ${await sha256(bytesOf(await parameters.values(name)))}`)
  return sha256(new TextEncoder().encode(lines.join('\n')))
}

const sorted = (record: object): unknown[] => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))

/** The values alone, also where they lie within a larger buffer. */
const bytesOf = (values: Float32Array | Uint8ClampedArray): Uint8Array<ArrayBuffer> =>
  new Uint8Array(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
