import { MINUTES_A_DAY } from '../synchronise/minutes.ts'
import type { ChannelTime } from './channel-time.ts'

/** Evidence is spread over so many minutes before it and after it. */
export const AROUND = 60

/**
 * A signed map with each step's evidence spread evenly over the two hours around it, within the day. From one minute to the
 * next the evidence of a convolution changes its sign, and most of it cancels; what remains over the stretch that a person
 * reads, and that occlusion hides, is what adds up to an answer. Nothing is lost: the sum of each channel is what it was.
 */
export function gatheredByHours({ channels, steps, map }: ChannelTime): ChannelTime {
  const around = Math.round((AROUND * steps) / MINUTES_A_DAY)
  const gathered = new Float32Array(map.length)
  for (let channel = 0; channel < channels; channel++) {
    const start = channel * steps
    // What each step begins to receive, and ceases to: their running sum is what it receives.
    const changes = new Float64Array(steps + 1)
    for (let step = 0; step < steps; step++) {
      const first = Math.max(0, step - around)
      const end = Math.min(steps, step + around + 1)
      const share = (map[start + step] as number) / (end - first)
      changes[first]! += share
      changes[end]! -= share
    }
    let sum = 0
    for (let step = 0; step < steps; step++) {
      sum += changes[step] as number
      gathered[start + step] = sum
    }
  }
  return { channels, steps, map: gathered }
}
