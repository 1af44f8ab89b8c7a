import { m } from '../../i18n/paraglide/messages.js'
import type { Half, Rating } from '../../lifelog/diary.ts'

export type Question = 'sleepQuality' | 'mood' | 'calm'

export const RATINGS: readonly Rating[] = [1, 2, 3, 4, 5]

const ANSWERS: Readonly<Record<Question, readonly (() => string)[]>> = {
  sleepQuality: [m.diary_sleep_1, m.diary_sleep_2, m.diary_sleep_3, m.diary_sleep_4, m.diary_sleep_5],
  mood: [m.diary_mood_1, m.diary_mood_2, m.diary_mood_3, m.diary_mood_4, m.diary_mood_5],
  calm: [m.diary_calm_1, m.diary_calm_2, m.diary_calm_3, m.diary_calm_4, m.diary_calm_5],
}

const QUESTIONS: Readonly<Record<Question, () => string>> = {
  sleepQuality: m.diary_ask_sleep,
  mood: m.diary_ask_mood,
  calm: m.diary_ask_calm,
}

export const questionWords = (question: Question): string => QUESTIONS[question]()
export const answerWords = (question: Question, rating: Rating): string => ANSWERS[question][rating - 1]!()

const dateFormat = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
})
export const dateWords = (date: string): string => dateFormat.format(Date.parse(`${date}T12:00:00Z`))

/** "Morning after Thu, 6 Jun" or "Evening of Thu, 6 Jun": a page is an evening and the night behind it. */
export const halfTitle = (half: Half, date: string): string =>
  half === 'morning'
    ? m.diary_morning_title({ date: dateWords(date) })
    : m.diary_evening_title({ date: dateWords(date) })
