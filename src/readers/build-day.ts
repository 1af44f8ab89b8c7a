import { CHANNELS, CHANNEL_IDS, type ChannelId } from '../lifelog/channels.ts'
import { dayId, type Coverage, type Day, type DayStart } from '../lifelog/day.ts'
import type { GivenLabels, Measures } from '../lifelog/labels.ts'
import { coverageOf } from '../synchronise/coverage.ts'
import { knownMask, onlyKnown } from '../synchronise/known.ts'
import { fillGaps, type Filling } from '../synchronise/preset.ts'
import { dateOf } from '../synchronise/wall-clock.ts'
import type { GatheredDay } from './gather.ts'

/** A day of which no channel knows this share after filling says too little to draw. */
export const SHORTEST_SHARE = 0.2

/** What is known of a day beside its samples. */
export interface Answers {
  readonly measures: Measures
  readonly labels: GivenLabels
}

/** The largest share any channel knows after filling, 0 to 1. */
export const bestShare = (coverage: ReadonlyMap<ChannelId, Coverage>): number =>
  Math.max(0, ...[...coverage.values()].map((c) => c.after))

/** Fills a gathered day and measures its coverage. Channels come in the order of `CHANNELS`. */
export function buildDay(gathered: GatheredDay, start: DayStart, filling: Filling, answers: Answers): Day {
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
    measures: answers.measures,
    ...given(answers.labels),
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
  return buildDay({ ...gathered, source: day.source, channels }, day.start, filling, {
    measures: day.measures,
    labels: day.labels ?? {},
  })
}

/** Adds measures and labels the day lacks; undefined where none is new. */
export function extendAnswers(day: Day, { measures, labels }: Answers): Day | undefined {
  const merged = { measures: { ...measures, ...day.measures }, labels: { ...labels, ...day.labels } }
  const count = (of: object): number => Object.keys(of).length
  const added = count(merged.measures) > count(day.measures) || count(merged.labels) > count(day.labels ?? {})
  return added ? { ...day, measures: merged.measures, ...given(merged.labels) } : undefined
}

/** Days without stated labels have no field for them, as those kept by earlier versions. */
const given = (labels: GivenLabels): { labels?: GivenLabels } =>
  Object.keys(labels).length > 0 ? { labels } : {}
