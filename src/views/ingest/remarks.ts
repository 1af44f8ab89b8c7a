import { m } from '../../i18n/paraglide/messages.js'
import { SHORTEST_SHARE } from '../../readers/build-day.ts'
import type { ShortDay } from '../../readers/ingest.ts'
import type { Problem } from '../../readers/reader.ts'
import { percent } from '../words/format.ts'
import { dayName } from '../words/names.ts'
import { problemWords } from '../words/problem.ts'

/** A hundred people's first mornings must not become a hundred lines. */
const SHOWN = 20

/** What the user should know although nothing is wrong: remarks of readers, then days that were not kept. */
export function remarks(notices: readonly Problem[], tooShort: readonly ShortDay[]): string[] {
  const days = tooShort.map(({ participant, share, ...day }) =>
    m.ingest_short_day({
      participant,
      day: dayName(day),
      share: percent(share),
      least: percent(SHORTEST_SHARE),
    }),
  )
  const lines = [...new Set([...notices.map(problemWords), ...days])]
  const more = lines.length - SHOWN
  return more > 0 ? [...lines.slice(0, SHOWN), m.problems_more({ count: more })] : lines
}
