import {
  before,
  eveningOf,
  measuresOfPage,
  type DiaryPage,
  type Evening,
  type Half,
  type Morning,
} from '../../lifelog/diary.ts'
import { DIARY_RULES, ENOUGH_DIARY_DAYS, type Label } from '../../lifelog/labels.ts'

/** What the diary needs of the rest, as plain promises, so that tests can stand in for it. */
export interface DiaryTools {
  put(page: DiaryPage): Promise<void>
  /** Tells the rest of the app that the store has changed. */
  changed(): Promise<void>
}

interface Undo {
  /** As it was. */
  readonly page: DiaryPage
  readonly removed: boolean
}

/** Writing a page, changing it, and taking that back. */
export class Diary {
  /** The page that is open, and which half of it; null where none is. */
  open = $state.raw<{ readonly date: string; readonly half: Half } | null>(null)
  /** The page as it was before the last change. */
  undoable = $state.raw<Undo | null>(null)
  failure = $state('')
  readonly #tools: DiaryTools

  constructor(tools: DiaryTools) {
    this.#tools = tools
  }

  /** @returns whether it was written */
  async write(there: DiaryPage, half: Half, value: Morning | Evening | undefined): Promise<boolean> {
    const { [half]: _before, ...rest } = there
    const page: DiaryPage = value ? { ...rest, [half]: value } : rest
    if (!(await this.#put(page))) return false
    this.undoable = { page: there, removed: !value }
    this.open = null
    return true
  }

  async undo(): Promise<void> {
    const last = this.undoable
    if (!last || !(await this.#put(last.page))) return
    this.undoable = null
  }

  async #put(page: DiaryPage): Promise<boolean> {
    this.failure = ''
    try {
      await this.#tools.put(page)
      await this.#tools.changed()
      return true
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error)
      return false
    }
  }
}

/** The page of a date, empty where nothing is written. */
export const pageOf = (pages: readonly DiaryPage[], date: string): DiaryPage =>
  pages.find((page) => page.date === date) ?? { date }

/** Days that are listed: the last weeks, and everything written before. */
const LISTED = 14

/** Dates from today back, the latest first. */
export function datesListed(pages: readonly DiaryPage[], now: Date): string[] {
  const today = eveningOf(now)
  const last = Array.from({ length: LISTED }, (_, k) => before(today, k))
  const older = pages.map(({ date }) => date).filter((date) => date < last.at(-1)!)
  return [...last, ...older.sort().reverse()]
}

/** How many answers each of the three questions has, and how many are still missing before their mean is one. */
export const answersSoFar = (
  pages: readonly DiaryPage[],
): { readonly label: Label; readonly count: number; readonly missing: number }[] =>
  DIARY_RULES.map(({ label, measure }) => {
    const count = pages.filter((page) => measuresOfPage(page)[measure] !== undefined).length
    return { label, count, missing: Math.max(0, ENOUGH_DIARY_DAYS - count) }
  })

/** Times that the last morning had, to start from: people go to bed at the same hour. */
export function usualTimes(pages: readonly DiaryPage[], date: string): Pick<Morning, 'bed' | 'up'> {
  const last = pages.filter((page) => page.date < date && page.morning?.bed && page.morning.up).at(-1)
  return last?.morning ? { bed: last.morning.bed, up: last.morning.up } : {}
}
