import { m } from '../../i18n/paraglide/messages.js'
import { PAPER, RECOMMENDED } from '../../synchronise/preset.ts'

/** The longest gaps to choose from, in seconds. */
export const GAPS: readonly number[] = [300, 600, RECOMMENDED.longestGap, 3600, 7200, PAPER.longestGap]

export function gapWords(seconds: number): string {
  if (seconds === PAPER.longestGap) return m.gap_any()
  const minutes = seconds / 60
  return seconds === RECOMMENDED.longestGap ? m.gap_recommended({ minutes }) : m.gap_minutes({ minutes })
}
