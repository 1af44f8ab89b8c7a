import type { Extent } from './extent.ts'

/** So many days of a subject are in memory at once; 18 channels of one day take some 12 MB. */
const DAYS_AT_ONCE = 7

/** Some of a subject's days, ascending; none between the first and the last belongs to another window. */
export interface Window {
  readonly subject: string
  readonly firstDay: number
  readonly lastDay: number
}

/** Parts all subjects' days into windows, so that memory grows neither with people nor with weeks. */
export function windowsOf(extents: readonly Extent[]): Window[] {
  const days = new Map<string, Set<number>>()
  for (const extent of extents)
    for (const [subject, of] of extent) {
      let all = days.get(subject)
      if (!all) days.set(subject, (all = new Set()))
      for (const day of of) all.add(day)
    }
  const windows: Window[] = []
  for (const [subject, of] of [...days].sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))) {
    const sorted = [...of].sort((a, b) => a - b)
    for (let i = 0; i < sorted.length; i += DAYS_AT_ONCE) {
      const part = sorted.slice(i, i + DAYS_AT_ONCE)
      windows.push({ subject, firstDay: part[0]!, lastDay: part[part.length - 1]! })
    }
  }
  return windows
}

/** Whether a row group has rows of a window. */
export function touches(extent: Extent, { subject, firstDay, lastDay }: Window): boolean {
  for (const day of extent.get(subject) ?? []) if (day >= firstDay && day <= lastDay) return true
  return false
}
