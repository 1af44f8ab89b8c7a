import type { ChannelId } from '../lifelog/channels.ts'
import { SECONDS_A_DAY } from '../lifelog/day.ts'
import type { ChannelTime } from './channel-time.ts'

/** A part of a day: channels between two seconds after its start. */
export interface Region {
  readonly channels: readonly ChannelId[]
  readonly from: number
  readonly to: number
}

/**
 * How much more of a map lies inside regions than would by chance: its share of the map's size there, over their share
 * of the rows' area. 1 is chance; more points there.
 * @param order the map's channels
 * @returns NaN where the regions have no area in the map, or the map is empty
 */
export function pointingScore(
  { steps, map }: ChannelTime,
  order: readonly ChannelId[],
  regions: readonly Region[],
): number {
  const inside = new Uint8Array(map.length)
  for (const { channels, from, to } of regions) {
    const first = Math.floor((from / SECONDS_A_DAY) * steps)
    const last = Math.max(first + 1, Math.ceil((to / SECONDS_A_DAY) * steps))
    for (const channel of channels) {
      const row = order.indexOf(channel)
      if (row >= 0) inside.fill(1, row * steps + first, row * steps + Math.min(steps, last))
    }
  }
  let [area, within, all] = [0, 0, 0]
  for (let i = 0; i < map.length; i++) {
    const size = Math.abs(map[i] as number)
    all += size
    if (inside[i] === 0) continue
    area++
    within += size
  }
  return area > 0 && all > 0 ? within / all / (area / map.length) : NaN
}
