import { m } from '../../i18n/paraglide/messages.js'
import { RECOMMENDED, type Synchroniser } from '../../synchronise/preset.ts'

/** The longest gaps to choose from, in seconds. */
export const GAPS: readonly number[] = [300, 600, RECOMMENDED.longestGap, 3600, 7200]

export function gapWords(seconds: number): string {
  const minutes = seconds / 60
  return seconds === RECOMMENDED.longestGap ? m.gap_recommended({ minutes }) : m.gap_minutes({ minutes })
}

type Words = () => string

const PRESETS: Readonly<Record<Synchroniser, { name: Words; why: Words }>> = {
  recommended: { name: m.filling_recommended, why: m.filling_recommended_why },
  paper: { name: m.filling_paper, why: m.filling_paper_why },
  notebook: { name: m.filling_notebook, why: m.filling_notebook_why },
}

export const fillingName = (synchroniser: Synchroniser): string => PRESETS[synchroniser].name()

/** What it does, quirks included. */
export const fillingWhy = (synchroniser: Synchroniser): string => PRESETS[synchroniser].why()
