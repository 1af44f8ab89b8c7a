import type { Measures } from '../../lifelog/labels.ts'
import { dateOf, dayNumber } from '../../synchronise/wall-clock.ts'
import type { Instant } from './instant.ts'

export type Stage = 'inBed' | 'asleep' | 'awake'

/** One stretch of a night, as one source has it. */
export interface Stretch {
  readonly from: Instant
  readonly until: Instant
  readonly stage: Stage
  readonly source: string
}

/** More than this is no night. */
const LONGEST_MINUTES = 18 * 60
/** Milliseconds awake that part a nap from the night, rather than a night in two. */
const PARTING = 3 * 3_600_000

/**
 * Figures of each night, by the date of its evening (noon parts the nights). Of several sources the one with the longest
 * sleep is taken: phones see only part of a night that a watch sees whole. Of several sleeps of one source, three hours
 * apart, it is the longest as well: the others are naps, and the day between is no time awake in the night. Time asleep is what any stage of sleep covers;
 * awake is the rest between the first and the last; efficiency and time to fall asleep need a time in bed of the same source.
 */
export function nights(stretches: readonly Stretch[]): { date: string; measures: Measures }[] {
  const byNight = new Map<number, Map<string, Stretch[]>>()
  for (const stretch of stretches) {
    const { at, ahead } = stretch.from
    const night = dayNumber(at + 60_000 * ahead, 'noon')
    const sources = byNight.get(night) ?? new Map<string, Stretch[]>()
    byNight.set(night, sources)
    sources.set(stretch.source, [...(sources.get(stretch.source) ?? []), stretch])
  }
  return [...byNight]
    .sort(([a], [b]) => a - b)
    .flatMap(([night, sources]) => {
      const all = [...sources.values()].flatMap((own) => measuresOf(own) ?? [])
      const [best] = all.sort((a, b) => b.totalSleepTime! - a.totalSleepTime!)
      return best ? [{ date: dateOf(night), measures: best }] : []
    })
}

function measuresOf(stretches: readonly Stretch[]): Measures | null {
  const asleep = longest(united(stretches.filter(({ stage }) => stage === 'asleep')))
  const [first, last] = [asleep[0], asleep.at(-1)]
  const totalSleepTime = minutesIn(asleep)
  if (!first || !last || totalSleepTime <= 0 || totalSleepTime > LONGEST_MINUTES) return null
  const wakeAfterSleepOnset = (last[1] - first[0]) / 60_000 - totalSleepTime
  // A time in bed that has nothing of this sleep is another's.
  const inBed = united(stretches.filter(({ stage }) => stage === 'inBed')).filter(
    ([from, until]) => from < last[1] && until > first[0],
  )
  const minutesInBed = minutesIn(inBed)
  const latency = inBed[0] ? (first[0] - inBed[0][0]) / 60_000 : -1
  return {
    totalSleepTime,
    wakeAfterSleepOnset,
    ...(minutesInBed >= totalSleepTime && { sleepEfficiency: (100 * totalSleepTime) / minutesInBed }),
    ...(latency >= 0 && { sleepOnsetLatency: latency }),
  }
}

type Span = [from: number, until: number]

/** Stretches without overlap, in order. */
function united(stretches: readonly Stretch[]): Span[] {
  const spans = stretches
    .map(({ from, until }): Span => [from.at, until.at])
    .filter(([from, until]) => until > from)
    .sort(([a], [b]) => a - b)
  const whole: Span[] = []
  for (const [from, until] of spans) {
    const before = whole.at(-1)
    if (before && from <= before[1]) before[1] = Math.max(before[1], until)
    else whole.push([from, until])
  }
  return whole
}

/** Of sleeps that are parted by hours awake the one of most minutes. */
function longest(spans: readonly Span[]): Span[] {
  const sleeps: Span[][] = []
  for (const span of spans) {
    const before = sleeps.at(-1)
    if (before && span[0] - before.at(-1)![1] < PARTING) before.push(span)
    else sleeps.push([span])
  }
  return sleeps.reduce((best, own) => (minutesIn(own) > minutesIn(best) ? own : best), [])
}

const minutesIn = (spans: readonly Span[]): number =>
  spans.reduce((sum, [from, until]) => sum + until - from, 0) / 60_000
