import * as v from 'valibot'
import type { Measures } from '../../lifelog/labels.ts'
import { dateOf, dayNumber } from '../../synchronise/wall-clock.ts'
import { wallTimeOf } from '../wearable/written-time.ts'

const Minutes = v.pipe(v.number(), v.minValue(0))
const Entry = v.object({
  startTime: v.string(),
  minutesAsleep: Minutes,
  minutesAwake: Minutes,
  minutesToFallAsleep: v.optional(Minutes),
  mainSleep: v.optional(v.boolean()),
  levels: v.optional(
    v.object({ data: v.optional(v.array(v.object({ level: v.string(), seconds: Minutes }))) }),
  ),
})

export interface FitbitNight {
  /** Of the evening; noon parts the nights. */
  readonly date: string
  readonly measures: Measures
  /** Whether it took no minute to fall asleep, as Fitbit has it. */
  readonly zero: boolean
}

/** More than this is no night, in minutes. */
export const LONGEST = 18 * 60
const ASLEEP = new Set(['light', 'deep', 'rem', 'asleep'])
const AWAKE = new Set(['wake', 'awake', 'restless'])

/**
 * One entry of `sleep.json`. Asleep are the minutes that Fitbit says so of, with awakenings of under three minutes taken off;
 * the efficiency is their share of all minutes asleep or awake. `timeInBed` is not: it is one clock time less another, and an
 * hour too long in the night in which summer time begins, whose hour that never was is a stage `unknown`. Awake in the night
 * are its minutes awake less those before the first and after the last stage of sleep (`restless` counts as awake, as Fitbit
 * counts it). The minutes to fall asleep are 0 on nearly every night, since the night is found by movement, and begins where
 * that ends: they are taken where they are not.
 * @returns null for a nap, `undefined` where the entry is none
 */
export function nightOf(element: unknown): FitbitNight | null | undefined {
  const { success, output } = v.safeParse(Entry, element)
  if (!success) return undefined
  const { startTime, minutesAsleep, minutesAwake, minutesToFallAsleep = 0, mainSleep } = output
  const start = wallTimeOf(startTime)
  if (Number.isNaN(start)) return undefined
  if (mainSleep === false || minutesAsleep === 0 || minutesAsleep > LONGEST) return null
  const stages = output.levels?.data ?? []
  const first = stages.findIndex(({ level }) => ASLEEP.has(level))
  const last = stages.findLastIndex(({ level }) => ASLEEP.has(level))
  const outside = first < 0 ? 0 : awakeSeconds(stages.slice(0, first)) + awakeSeconds(stages.slice(last + 1))
  const night = {
    start,
    asleep: minutesAsleep,
    awake: minutesAwake,
    outside: outside / 60,
    untilAsleep: minutesToFallAsleep,
  }
  return nightBy(night)
}

/** A night in sums: when it began on the wall clock, and minutes. */
export interface Sums {
  readonly start: number
  readonly asleep: number
  readonly awake: number
  /** Of those awake, the ones before the first and after the last sleep. */
  readonly outside: number
  readonly untilAsleep: number
}

export function nightBy({ start, asleep, awake, outside, untilAsleep }: Sums): FitbitNight {
  const measures: Measures = {
    totalSleepTime: asleep,
    wakeAfterSleepOnset: Math.max(0, awake - outside),
    sleepEfficiency: (100 * asleep) / (asleep + awake),
    ...(untilAsleep > 0 && { sleepOnsetLatency: untilAsleep }),
  }
  return { date: dateOf(dayNumber(start, 'noon')), measures, zero: untilAsleep === 0 }
}

const awakeSeconds = (stages: readonly { readonly level: string; readonly seconds: number }[]): number =>
  stages.reduce((sum, { level, seconds }) => sum + (AWAKE.has(level) ? seconds : 0), 0)
