import type { DaySummary } from '../../lifelog/day.ts'

export interface Neighbours {
  readonly previous: DaySummary | null
  readonly next: DaySummary | null
}

/** The days before and after one in the list. */
export function neighboursOf(days: readonly DaySummary[], dayId: string): Neighbours {
  const at = days.findIndex((day) => day.id === dayId)
  if (at < 0) return { previous: null, next: null }
  return { previous: days[at - 1] ?? null, next: days[at + 1] ?? null }
}
