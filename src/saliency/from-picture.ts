import { layout, SIDE } from '../inputs/composite/layout.ts'
import { MINUTES_A_DAY } from '../synchronise/minutes.ts'
import type { ChannelTime } from './channel-time.ts'

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
