import { CHANNELS, CHANNEL_IDS, type ChannelId } from '../lifelog/channels.ts'
import { dayId, type Coverage, type Day, type DayStart, type Rate } from '../lifelog/day.ts'
import type { GivenLabels, Measures } from '../lifelog/labels.ts'
import { coverageOf } from '../synchronise/coverage.ts'
import { knownMask, onlyKnown } from '../synchronise/known.ts'
import { byMinute } from '../synchronise/minutes.ts'
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

/** How a gathered day becomes a Day. */
export interface Making {
  readonly start: DayStart
  readonly filling: Filling
  readonly rate: Rate
}

/**
 * Fills a gathered day and measures its coverage. Channels come in the order of `CHANNELS`.
 * @param gathered seconds before filling
 */
export const buildDay = (gathered: GatheredDay, making: Making, answers: Answers): Day =>
  filledDay(atRate(gathered, making.rate), making, answers)

/** The same day by seconds, or summed up by minutes. */
function atRate(gathered: GatheredDay, rate: Rate): GatheredDay {
  if (rate === 1) return gathered
  const channels = new Map(
    [...gathered.channels].map(([id, known]) => [id, byMinute(known, CHANNELS[id].kind)]),
  )
  return { ...gathered, channels }
}

/** @param gathered steps of `rate` before filling */
function filledDay(gathered: GatheredDay, { start, filling, rate }: Making, answers: Answers): Day {
  const inSteps = { ...filling, longestGap: Math.round(filling.longestGap * rate) }
  const channels = new Map<ChannelId, Float32Array>()
  const known = new Map<ChannelId, Uint8Array>()
  const coverage = new Map<ChannelId, Coverage>()
  for (const id of CHANNEL_IDS) {
    const values = gathered.channels.get(id)
    if (!values) continue
    const filled = fillGaps(values, CHANNELS[id].kind, inSteps)
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
    rate,
    channels,
    known,
    coverage,
    measures: answers.measures,
    ...given(answers.labels),
    source: gathered.source,
  }
}

/**
 * Adds what `gathered` knows to a day that is there already, at the rate that it has: unknown steps take the new
 * samples, known ones stay. Returns undefined where nothing is new.
 * @param leads the new samples replace what is there instead: levels step by step, counts in every hour in which
 * anything was counted, since two devices' counts of one walk must not stand side by side
 */
export function extendDay(day: Day, seconds: GatheredDay, filling: Filling, leads = false): Day | undefined {
  const gathered = atRate(seconds, day.rate)
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
    const before = leads ? there.slice() : there
    if (leads && CHANNELS[id].kind === 'count') clearHours(there, values, 3600 * day.rate)
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number
      if (value !== value || (!leads && there[i] === there[i])) continue
      there[i] = value
      added ||= !leads
    }
    if (leads) added ||= there.some((value, i) => !Object.is(value, before[i]))
  }
  if (!added) return undefined
  const { measures, labels = {}, source, start, rate } = day
  return filledDay({ ...gathered, source, channels }, { start, filling, rate }, { measures, labels })
}

/** Forgets hours of a channel in which another device knows anything. */
function clearHours(there: Float32Array, values: Float32Array, hour: number): void {
  const steps = Math.round(hour)
  for (let from = 0; from < there.length; from += steps)
    if (values.subarray(from, from + steps).some((value) => value === value))
      there.fill(NaN, from, from + steps)
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
