import * as v from 'valibot'
import type { Measures } from '../../lifelog/labels.ts'
import { dateOf, dayNumber } from '../../synchronise/wall-clock.ts'
import { wallTimeOf } from './times.ts'

const Minutes = v.pipe(v.number(), v.minValue(0))
const Entry = v.object({
  startTime: v.string(),
  minutesAsleep: Minutes,
  minutesAwake: Minutes,
  timeInBed: Minutes,
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

/** More than this is no night. */
const LONGEST = 18 * 60
const ASLEEP = new Set(['light', 'deep', 'rem', 'asleep'])

/**
 * One entry of `sleep.json`. Asleep are the minutes that Fitbit says so of, with awakenings of under three minutes taken off;
 * the efficiency is their share of the time in bed. Awake in the night are its minutes awake less those before the first
 * and after the last stage of sleep (`restless` counts as awake, as Fitbit counts it). The minutes to fall asleep are 0 on
 * nearly every night, since the night is found by movement, and begins where that ends: they are taken where they are not.
 * @returns null for a nap, `undefined` where the entry is none
 */
export function nightOf(element: unknown): FitbitNight | null | undefined {
  const { success, output } = v.safeParse(Entry, element)
  if (!success) return undefined
  const { startTime, minutesAsleep, minutesAwake, timeInBed, minutesToFallAsleep = 0, mainSleep } = output
  const start = wallTimeOf(startTime)
  if (Number.isNaN(start)) return undefined
  if (mainSleep === false || minutesAsleep === 0 || minutesAsleep > LONGEST) return null
  const stages = output.levels?.data ?? []
  const first = stages.findIndex(({ level }) => ASLEEP.has(level))
  const last = stages.findLastIndex(({ level }) => ASLEEP.has(level))
  const outside = first < 0 ? 0 : seconds(stages.slice(0, first)) + seconds(stages.slice(last + 1))
  const measures: Measures = {
    totalSleepTime: minutesAsleep,
    wakeAfterSleepOnset: Math.max(0, minutesAwake - outside / 60),
    ...(timeInBed >= minutesAsleep && { sleepEfficiency: (100 * minutesAsleep) / timeInBed }),
    ...(minutesToFallAsleep > 0 && { sleepOnsetLatency: minutesToFallAsleep }),
  }
  return { date: dateOf(dayNumber(start, 'noon')), measures, zero: minutesToFallAsleep === 0 }
}

const seconds = (stages: readonly { readonly seconds: number }[]): number =>
  stages.reduce((sum, stage) => sum + stage.seconds, 0)
