import { layout, SIDE, type Box } from '../inputs/composite/layout.ts'
import { MINUTES_A_DAY } from '../synchronise/minutes.ts'
import type { ChannelTime } from './channel-time.ts'
import { nearestBox } from './where.ts'

/**
 * A picture's map given back through its rows: each channel's mean over its row, minute by minute.
 * @param map 0 to 1, shape [side, side]
 * @param channels rows from top to bottom
 */
export function fromPicture(map: Float32Array, side: number, channels: number): ChannelTime {
  const steps = MINUTES_A_DAY
  const pixel = SIDE / side
  const found = new Float32Array(channels * steps)
  for (const [channel, { left, right, top, bottom }] of layout(channels).entries()) {
    const first = Math.min(side - 1, Math.round(top / pixel))
    const last = Math.max(first + 1, Math.round(bottom / pixel))
    for (let step = 0; step < steps; step++) {
      const x = Math.min(side - 1, Math.floor((left + ((step + 0.5) / steps) * (right - left)) / pixel))
      let sum = 0
      for (let y = first; y < last; y++) sum += map[y * side + x] as number
      found[channel * steps + step] = sum / (last - first)
    }
  }
  return { channels, steps, map: found }
}

/**
 * A picture's signed map given back without loss: every pixel is of the row nearest to it and spread over the minutes
 * that it covers. What lies beside the rows is of the day's first or last minute.
 * @param map shape [side, side]
 */
export function fromSignedPicture(map: Float32Array, side: number, channels: number): ChannelTime {
  const steps = MINUTES_A_DAY
  const pixel = SIDE / side
  const boxes = layout(channels)
  const [{ left, right }] = boxes as [Box, ...Box[]]
  const found = new Float32Array(channels * steps)
  const stepAt = (x: number): number =>
    Math.min(steps - 1, Math.max(0, Math.floor(((x - left) / (right - left)) * steps)))
  for (let y = 0; y < side; y++) {
    const channel = nearestBox(boxes, (y + 0.5) * pixel)
    for (let x = 0; x < side; x++) {
      const first = stepAt(x * pixel)
      const last = Math.max(first + 1, stepAt((x + 1) * pixel))
      const each = (map[y * side + x] as number) / (last - first)
      for (let step = first; step < last; step++) found[channel * steps + step]! += each
    }
  }
  return { channels, steps, map: found }
}
