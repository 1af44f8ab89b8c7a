import * as v from 'valibot'
import { DiaryPageSchema, type DiaryPage } from './diary.ts'

/** The table that a diary is kept in outside the app: a line a page, empty where nothing was said. */
export const COLUMNS = [
  'date',
  'sleep_quality',
  'bed',
  'up',
  'minutes_until_asleep',
  'minutes_awake',
  'mood',
  'calm',
] as const

export function diaryCsv(pages: readonly DiaryPage[]): string {
  const rows = pages.map(({ date, morning, evening }) => [
    date,
    morning?.sleepQuality,
    morning?.bed,
    morning?.up,
    morning?.untilAsleep,
    morning?.awake,
    evening?.mood,
    evening?.calm,
  ])
  return [COLUMNS, ...rows].map((row) => row.join(',')).join('\r\n') + '\r\n'
}

export interface DiaryFile {
  readonly pages: readonly DiaryPage[]
  /** Lines, from 1, that are no page. */
  readonly badLines: readonly number[]
}

/** @returns null where the file has other columns */
export function readDiaryCsv(text: string): DiaryFile | null {
  const [head = '', ...lines] = text.replace(/^\ufeff/, '').split(/\r?\n/)
  if (head.trim() !== COLUMNS.join(',')) return null
  const pages: DiaryPage[] = []
  const badLines: number[] = []
  lines.forEach((line, i) => {
    if (line.trim() === '') return
    const page = v.safeParse(DiaryPageSchema, pageIn(line.split(',').map((cell) => cell.trim())))
    if (page.success && (page.output.morning || page.output.evening)) pages.push(page.output)
    else badLines.push(i + 2)
  })
  return { pages, badLines }
}

function pageIn([date, sleepQuality, bed, up, untilAsleep, awake, mood, calm]: string[]): unknown {
  const number = (cell = ''): number => (cell === '' ? NaN : Number(cell))
  return {
    date,
    ...((sleepQuality || bed || up || untilAsleep || awake) && {
      morning: {
        sleepQuality: number(sleepQuality),
        ...(bed && { bed }),
        ...(up && { up }),
        ...(untilAsleep && { untilAsleep: number(untilAsleep) }),
        ...(awake && { awake: number(awake) }),
      },
    }),
    ...((mood || calm) && { evening: { mood: number(mood), calm: number(calm) } }),
  }
}

/** What is there already stays; halves that are missing are added. */
export function mergedPages(there: readonly DiaryPage[], more: readonly DiaryPage[]): DiaryPage[] {
  const byDate = new Map(there.map((page) => [page.date, page]))
  return more.map((page) => ({ ...page, ...byDate.get(page.date) }))
}
