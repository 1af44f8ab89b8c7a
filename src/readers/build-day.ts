import { CHANNELS, CHANNEL_IDS, type ChannelId } from '../lifelog/channels.ts'
import { dayId, type Coverage, type Day, type DayStart } from '../lifelog/day.ts'
import type { Measures } from '../lifelog/labels.ts'
import { coverageOf } from '../synchronise/coverage.ts'
import { knownMask, onlyKnown } from '../synchronise/known.ts'
import { fillGaps, type Filling } from '../synchronise/preset.ts'
import { dateOf } from '../synchronise/wall-clock.ts'
import type { GatheredDay } from './gather.ts'

/** A day of which no channel knows this share after filling says too little to draw. */
export const SHORTEST_SHARE = 0.2

/** The largest share any channel knows after filling, 0 to 1. */
export const bestShare = (coverage: ReadonlyMap<ChannelId, Coverage>): number =>
  Math.max(0, ...[...coverage.values()].map((c) => c.after))

/** Fills a gathered day and measures its coverage. Channels come in the order of `CHANNELS`. */
export function buildDay(gathered: GatheredDay, start: DayStart, filling: Filling, measures: Measures): Day {
  const channels = new Map<ChannelId, Float32Array>()
  const known = new Map<ChannelId, Uint8Array>()
  const coverage = new Map<ChannelId, Coverage>()
  for (const id of CHANNEL_IDS) {
    const values = gathered.channels.get(id)
    if (!values) continue
    const filled = fillGaps(values, CHANNELS[id].kind, filling)
    channels.set(id, filled)
    known.set(id, knownMask(values))
    coverage.set(id, coverageOf(values, filled))
  }
  const date = dateOf(gathered.day)
  return {
    id: dayId(gathered.participant, date, start),
    participant: gathered.participant,
    date,
    dateKnown: gathered.dateKnown,
    start,
    zone: gathered.zone,
    rate: 1,
    channels,
    known,
    coverage,
    measures,
    source: gathered.source,
  }
}

/**
 * Adds what `gathered` knows to a day that is there already: unknown seconds take the new samples, known ones
 * stay. Returns undefined where nothing is new.
 */
export function extendDay(day: Day, gathered: GatheredDay, filling: Filling): Day | undefined {
  const channels = new Map<ChannelId, Float32Array>()
  let added = false
  for (const [id, filled] of day.channels) {
    const mask = day.known.get(id)
    if (mask) channels.set(id, onlyKnown(filled, mask))
  }
  for (const [id, values] of gathered.channels) {
    const there = channels.get(id)
    if (!there) {
      channels.set(id, values)
      added = true
      continue
    }
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number
      if (value !== value || there[i] === there[i]) continue
      there[i] = value
      added = true
    }
  }
  if (!added) return undefined
  return buildDay({ ...gathered, source: day.source, channels }, day.start, filling, day.measures)
}

/** Adds measures the day lacks; undefined where none is new. */
export function extendMeasures(day: Day, measures: Measures): Day | undefined {
  const merged = { ...measures, ...day.measures }
  return Object.keys(merged).length > Object.keys(day.measures).length
    ? { ...day, measures: merged }
    : undefined
}
