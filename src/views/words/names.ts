import { m } from '../../i18n/paraglide/messages.js'
import { CHANNEL_SETS } from '../../lifelog/channel-sets.ts'
import { CHANNEL_IDS, SAMPLE_SET, type ChannelId } from '../../lifelog/channels.ts'
import type { DaySummary } from '../../lifelog/day.ts'
import {
  DIARY_RULES,
  type Label,
  type LabelRule,
  type LabelValue,
  type Measure,
} from '../../lifelog/labels.ts'
import type { Answers } from '../library/answers.ts'
import { oneDecimal } from './format.ts'

type Words = () => string

const CHANNEL_NAMES: Readonly<Record<ChannelId, Words>> = {
  acc_x: m.channel_acc_x,
  acc_y: m.channel_acc_y,
  acc_z: m.channel_acc_z,
  counts_x: m.channel_counts_x,
  counts_y: m.channel_counts_y,
  counts_z: m.channel_counts_z,
  activity: m.channel_activity,
  posture: m.channel_posture,
  altitude: m.channel_altitude,
  latitude: m.channel_latitude,
  longitude: m.channel_longitude,
  gps_speed: m.channel_gps_speed,
  ambience: m.channel_ambience,
  light: m.channel_light,
  burned_calories: m.channel_burned_calories,
  steps: m.channel_steps,
  distance: m.channel_distance,
  running_steps: m.channel_running_steps,
  walking_steps: m.channel_walking_steps,
  pedometer_speed: m.channel_pedometer_speed,
  step_frequency: m.channel_step_frequency,
  heart_rate: m.channel_heart_rate,
}

export const channelName = (channel: ChannelId): string => CHANNEL_NAMES[channel]()

/** Each label is named by its good state, so that "yes" is good news for all seven. */
const LABEL_NAMES: Readonly<Record<Label, Words>> = {
  Q1: m.label_q1,
  Q2: m.label_q2,
  Q3: m.label_q3,
  S1: m.label_s1,
  S2: m.label_s2,
  S3: m.label_s3,
  S4: m.label_s4,
}

export const labelName = (label: Label): string => LABEL_NAMES[label]()

export const valueWords = (value: LabelValue): string =>
  value === null ? m.value_unknown() : value === 1 ? m.value_yes() : m.value_no()

const MEASURES: Readonly<Record<Measure, { name: Words; value: (gaps: { value: string }) => string }>> = {
  totalSleepTime: { name: m.measure_total_sleep_time, value: m.unit_minutes },
  sleepEfficiency: { name: m.measure_sleep_efficiency, value: m.unit_percent },
  sleepOnsetLatency: { name: m.measure_sleep_onset_latency, value: m.unit_minutes },
  wakeAfterSleepOnset: { name: m.measure_wake_after_sleep_onset, value: m.unit_minutes },
  pittsburgh: { name: m.measure_pittsburgh, value: m.unit_points },
  affectBalance: { name: m.measure_affect_balance, value: m.unit_points },
  dailyStress: { name: m.measure_daily_stress, value: m.unit_points },
  sleepQuality: { name: m.measure_sleep_quality, value: m.unit_of_five },
  mood: { name: m.measure_mood, value: m.unit_of_five },
  calm: { name: m.measure_calm, value: m.unit_of_five },
}

export const measureName = (measure: Measure): string => MEASURES[measure].name()
export const measureValue = (measure: Measure, value: number): string =>
  MEASURES[measure].value({ value: oneDecimal(value) })

/** The unit alone. */
export const measureUnit = (measure: Measure): string => MEASURES[measure].value({ value: '' }).trim()

/** Which side of its cut-off is yes: "Time asleep, at least". */
export const sideWords = ({ measure, good }: LabelRule): string =>
  (good === 'atLeast' ? m.rules_side_at_least : m.rules_side_at_most)({ measure: measureName(measure) })

/** What makes a label "yes", with its number: "Minutes asleep: at least 330 min". */
export function ruleWords(rule: LabelRule, cut: number | undefined): string {
  const measure = measureName(rule.measure)
  if (rule.cutOff === 'ownMean')
    return rule.good === 'atLeast' ? m.rule_own_at_least({ measure }) : m.rule_own_at_most({ measure })
  if (cut === undefined) return m.rule_no_cut_off({ measure })
  const value = measureValue(rule.measure, cut)
  return rule.good === 'atLeast' ? m.rule_at_least({ measure, value }) : m.rule_at_most({ measure, value })
}

/** Why a label of a day is what it is: a label file says so, or a rule. Empty where there is neither. */
export function reasonWords(
  label: Label,
  day: Pick<DaySummary, 'labels' | 'measures'>,
  { rules, cuts }: Answers,
): string {
  if (day.labels?.[label] !== undefined) return m.rule_stated()
  const rule = rules.find((r) => r.label === label)
  const diary = DIARY_RULES.find((r) => r.label === label)
  if (
    diary &&
    day.measures[diary.measure] !== undefined &&
    (!rule || day.measures[rule.measure] === undefined)
  )
    return m.diary_rule({ measure: measureName(diary.measure) })
  return rule ? ruleWords(rule, cuts.get(label)) : ''
}

const MILLISECONDS_A_DAY = 86_400_000

/** "Day 1" where the source only counts days, else the date. */
export function dayName(day: Pick<DaySummary, 'date' | 'dateKnown'>): string {
  const midnight = Date.parse(`${day.date}T00:00:00Z`)
  if (!day.dateKnown) return m.day_counted({ number: Math.round(midnight / MILLISECONDS_A_DAY) + 1 })
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' }).format(midnight)
}

export const startName = (start: DaySummary['start']): string =>
  start === 'noon' ? m.start_noon() : m.start_midnight()

/** A day's channels as its picture has them, top to bottom: the sample recordings' order, or the paper's. */
export function inPictureOrder(channels: Iterable<ChannelId>): ChannelId[] {
  const there = new Set(channels)
  const own = SAMPLE_SET.some((id) => there.has(id) && !PAPER_SET.includes(id))
  const order = [...new Set([...(own ? SAMPLE_SET : PAPER_SET), ...CHANNEL_IDS])]
  return order.filter((id) => there.has(id))
}

const PAPER_SET: readonly ChannelId[] = CHANNEL_SETS.eighteen
