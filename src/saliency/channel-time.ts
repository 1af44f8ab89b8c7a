import type { PictureRow } from '../inputs/composite/picture.ts'
import { MINUTES_A_DAY } from '../synchronise/minutes.ts'
import { mapOf, type FullCam } from './full-cam.ts'
import type { ReadKind } from './kind-names.ts'
import { zeroToOne } from './maps.ts'

/** What led to an answer, by lifelog channel and clock time. */
export interface ChannelTime {
  readonly channels: number
  /** Equal parts of the day, from its start. */
  readonly steps: number
  /**
   * Shape [channels, steps]. Of the reference programs' maps from 0 to 1 over all channels; of the signed one what each
   * step adds to the logit, or takes from it.
   */
  readonly map: Float32Array
}

/** Where the places of a map lie on the day's clock. */
export type Places =
  /** Row by row, equal parts of the day: the steps of a sequence, or planes of hours by minutes. */
  | { readonly kind: 'parts' }
  /** Each a moment, the first at the day's start; `hop` is the time between two of them, as a share of the day. */
  | { readonly kind: 'moments'; readonly hop: number }

/**
 * One day's Full-CAM given back to lifelog channel and minute. Between the moments of a spectrogram it goes in straight
 * lines; a minute of many steps has their mean. The signed map is spread over the same minutes without loss.
 * @param day which of the batch
 * @throws Error when the Full-CAM was not split by channel, or lacks this kind
 */
export function channelTime(
  found: Pick<FullCam, 'maps' | 'height' | 'width' | 'logits'>,
  places: Places,
  kind: ReadKind = 'fullgrad-saliency',
  day = 0,
): ChannelTime {
  const { byChannel } = mapOf(found, kind)
  if (!byChannel) throw new Error('This Full-CAM was not split by channel')
  const positions = found.height * found.width
  const channels = byChannel.length / found.logits.length / positions
  const start = day * positions * channels
  const steps = MINUTES_A_DAY
  const weights = weightsOf(steps, positions, places, kind === 'signed')
  const map = new Float32Array(channels * steps)
  for (const [step, own] of weights.entries())
    for (let channel = 0; channel < channels; channel++)
      for (const [position, weight] of own)
        map[channel * steps + step]! += weight * (byChannel[start + position * channels + channel] ?? NaN)
  return { channels, steps, map: kind === 'signed' ? map : zeroToOne(map) }
}

type Weights = [position: number, weight: number][]

/** What each step reads; where nothing may be lost, what is read of a position adds up to 1 instead. */
function weightsOf(steps: number, positions: number, places: Places, lossless: boolean): Weights[] {
  const all = Array.from({ length: steps }, (_, step) => weightsAt(step, steps, positions, places))
  if (!lossless) return all
  const read = new Float64Array(positions)
  for (const [position, weight] of all.flat()) read[position]! += weight
  return all.map((own) => own.map(([position, weight]) => [position, weight / (read[position] as number)]))
}

/** Which positions a step reads, with weights that add up to 1. */
function weightsAt(step: number, steps: number, positions: number, places: Places): Weights {
  if (places.kind === 'moments') {
    const at = Math.min(positions - 1, (step + 0.5) / steps / places.hop)
    const below = Math.floor(at)
    const share = at - below
    return share === 0
      ? [[below, 1]]
      : [
          [below, 1 - share],
          [below + 1, share],
        ]
  }
  const first = Math.floor((step * positions) / steps)
  const last = Math.max(first + 1, Math.floor(((step + 1) * positions) / steps))
  return Array.from({ length: last - first }, (_, i) => [first + i, 1 / (last - first)])
}

/**
 * Painted into the rows of a day's picture, each channel at the height of its row, so that it lies over the traces. A
 * row whose channel the map lacks stays empty.
 * @param order the map's channels
 * @param size side of the square picture in which the rows lie
 * @param side of the square map that is wanted
 * @returns 0 to 1, shape [side, side]
 */
export function onRows(
  { steps, map }: ChannelTime,
  order: readonly PictureRow['channel'][],
  rows: readonly PictureRow[],
  size: number,
  side: number,
): Float32Array {
  const painted = new Float32Array(side * side)
  const pixel = size / side
  for (const { channel, top, bottom, left, right } of rows) {
    const of = order.indexOf(channel)
    if (of < 0) continue
    for (let x = 0; x < side; x++) {
      const from = (Math.max(left, x * pixel) - left) / (right - left)
      const to = (Math.min(right, (x + 1) * pixel) - left) / (right - left)
      if (to <= from) continue
      const heat = meanOf(map, of * steps, from * steps, to * steps)
      for (let y = 0; y < side; y++) {
        const within = Math.min(bottom, (y + 1) * pixel) - Math.max(top, y * pixel)
        // A pixel on the edge between two rows is of the one that has more of it.
        if (within >= pixel / 2) painted[y * side + x] = heat
      }
    }
  }
  return painted
}

/** Over the steps from `from` to `to`, at least one. */
function meanOf(map: Float32Array, start: number, from: number, to: number): number {
  const first = Math.floor(from)
  const last = Math.max(first + 1, Math.ceil(to - 1e-9))
  let sum = 0
  for (let step = first; step < last; step++) sum += map[start + step] ?? 0
  return sum / (last - first)
}
