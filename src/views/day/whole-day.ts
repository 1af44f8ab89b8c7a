import type { Day } from '../../lifelog/day.ts'
import { getDay } from '../../store/days.ts'

/** The days read last: two that lie side by side. */
const KEPT = 2
const kept = new Map<string, Promise<Day | undefined>>()

/** A day with its values, read when somebody wants to know one of them. */
export function wholeDay(id: string, read = getDay): Promise<Day | undefined> {
  const found = kept.get(id) ?? read(id)
  kept.delete(id)
  kept.set(id, found)
  // A day that could not be read may be asked for again.
  found.catch(() => kept.delete(id))
  for (const old of kept.keys()) if (kept.size > KEPT) kept.delete(old)
  return found
}

/** A day that was read anew has other values. */
export const forgetWholeDays = (): void => kept.clear()
