import type { ChannelId } from './channels.ts'
import type { GivenLabels, Measures } from './labels.ts'

export type DayStart = 'midnight' | 'noon'

/** Steps a second: 1 keeps 86,400 values a channel, 1/60 keeps 1,440. */
export type Rate = 1 | typeof MINUTE_RATE
export const MINUTE_RATE = 0.016666666666666666

export const SECONDS_A_DAY = 86_400

export interface Coverage {
  /** Share of the day's steps with a sample of their own, 0 to 1. */
  readonly before: number
  /** Share of the day's steps that are known after filling, 0 to 1. */
  readonly after: number
}

/**
 * One participant's wall-clock day on one clock. Index i of a channel is the wall-clock second (or minute)
 * i after `start` on `date`; NaN means not known. A night belongs to the evening before it, so a day from
 * noon holds one whole night.
 */
export interface Day {
  /** `${participant}/${date}/${start}`, unique in the store. */
  readonly id: string
  readonly participant: string
  /** Local calendar date on which the day starts, YYYY-MM-DD. */
  readonly date: string
  /** False where the source only counts days (1, 2, …); `date` then counts from 1970-01-01. */
  readonly dateKnown: boolean
  readonly start: DayStart
  readonly zone: string
  readonly rate: Rate
  readonly channels: Map<ChannelId, Float32Array>
  /**
   * Which steps of a channel had a sample of their own before filling: one bit a step, lowest bit first. A
   * second recording of the same day is merged by these, and the picture's value range is taken from them.
   */
  readonly known: Map<ChannelId, Uint8Array>
  readonly coverage: Map<ChannelId, Coverage>
  /** What questionnaires and sleep logs say of this day and the night that follows it. */
  readonly measures: Measures
  /** Labels that the recording's own label file states; they win over rules. */
  readonly labels?: GivenLabels
  /** Which reader made it, for example `mmash`. */
  readonly source: string
}

/** A day without its values: what lists and cards need. */
export type DaySummary = Omit<Day, 'channels' | 'known'>

export const dayId = (participant: string, date: string, start: DayStart): string =>
  `${participant}/${date}/${start}`
