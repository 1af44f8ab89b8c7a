import * as v from 'valibot'
import type { Measures } from './labels.ts'

const Rating = v.picklist([1, 2, 3, 4, 5])
export type Rating = v.InferOutput<typeof Rating>

/** `HH:MM` on the wall clock. */
const Clock = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/))
const Minutes = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(720))

/** What a person says on getting up, about the night that is over. All but the first may be left out. */
export const MorningSchema = v.object({
  /** 1 very bad, 5 very good. */
  sleepQuality: Rating,
  bed: v.optional(Clock),
  up: v.optional(Clock),
  /** Minutes from going to bed to falling asleep. */
  untilAsleep: v.optional(Minutes),
  /** Minutes awake between falling asleep and getting up. */
  awake: v.optional(Minutes),
})
export type Morning = v.InferOutput<typeof MorningSchema>

/** What a person says before going to bed, about the day that is over. */
export const EveningSchema = v.object({
  /** 1 very unpleasant, 5 very pleasant. */
  mood: Rating,
  /** 1 very stressed, 5 not at all. */
  calm: Rating,
})
export type Evening = v.InferOutput<typeof EveningSchema>

/** One page: an evening and the night that follows it, by the evening's date. */
export const DiaryPageSchema = v.object({
  date: v.pipe(v.string(), v.isoDate()),
  morning: v.optional(MorningSchema),
  evening: v.optional(EveningSchema),
})
export type DiaryPage = v.InferOutput<typeof DiaryPageSchema>
export type Half = 'morning' | 'evening'

const MINUTES_A_DAY = 1440
/** Longer in bed is a slip of the pen. */
const LONGEST_IN_BED = 18 * 60

const minuteOf = (clock: string): number => {
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  return 60 * hour + minute
}

/** Minutes from one clock time to the next time it is the other. */
export const minutesBetween = (from: string, to: string): number =>
  (minuteOf(to) - minuteOf(from) + MINUTES_A_DAY) % MINUTES_A_DAY

/**
 * The figures of a page. Time asleep is the time in bed less what was spent awake at its begin and within; without both
 * times of the clock neither it nor the efficiency is known.
 */
export function measuresOfPage({ morning, evening }: DiaryPage): Measures {
  const measures: Measures = {}
  if (evening) Object.assign(measures, { mood: evening.mood, calm: evening.calm })
  if (!morning) return measures
  const { sleepQuality, bed, up, untilAsleep, awake } = morning
  measures.sleepQuality = sleepQuality
  if (untilAsleep !== undefined) measures.sleepOnsetLatency = untilAsleep
  if (awake !== undefined) measures.wakeAfterSleepOnset = awake
  if (bed === undefined || up === undefined) return measures
  const inBed = minutesBetween(bed, up)
  const asleep = inBed - (untilAsleep ?? 0) - (awake ?? 0)
  if (inBed > LONGEST_IN_BED || asleep <= 0) return measures
  measures.totalSleepTime = asleep
  measures.sleepEfficiency = (100 * asleep) / inBed
  return measures
}

/** Whether the times of a morning contradict one another. */
export function contradicts({ bed, up, untilAsleep = 0, awake = 0 }: Omit<Morning, 'sleepQuality'>): boolean {
  if (bed === undefined || up === undefined) return false
  const inBed = minutesBetween(bed, up)
  return inBed === 0 || inBed > LONGEST_IN_BED || inBed - untilAsleep - awake <= 0
}

/** Hours on the wall clock at which a day's page is written: until four a night belongs to the evening before. */
const NEW_DAY = 4
const MORNING_UNTIL = 15
const EVENING_FROM = 17

/** The date of the evening that an hour belongs to. */
export function eveningOf(now: Date): string {
  const day = new Date(now)
  if (now.getHours() < NEW_DAY) day.setDate(day.getDate() - 1)
  return dateOf(day)
}

/** The evening before a date, or so many days before it; YYYY-MM-DD. */
export function before(date: string, days = 1): string {
  const at = new Date(`${date}T12:00:00Z`)
  at.setUTCDate(at.getUTCDate() - days)
  return at.toISOString().slice(0, 10)
}

const dateOf = (day: Date): string =>
  [day.getFullYear(), day.getMonth() + 1, day.getDate()]
    .map((part, i) => String(part).padStart(i === 0 ? 4 : 2, '0'))
    .join('-')

/** Which page's half it is time for, on the wall clock of this device. Null between the two. */
export function halfDue(now: Date): { readonly date: string; readonly half: Half } | null {
  const hour = now.getHours()
  const today = eveningOf(now)
  if (hour >= NEW_DAY && hour < MORNING_UNTIL) return { date: before(today), half: 'morning' }
  if (hour >= EVENING_FROM || hour < NEW_DAY) return { date: today, half: 'evening' }
  return null
}
