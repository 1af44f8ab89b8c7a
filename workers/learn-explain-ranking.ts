import { LABELS } from '../src/lifelog/labels.ts'
import type { Explained } from '../src/saliency/explain.ts'
import type { MapKind } from '../src/saliency/kind-names.ts'
import { rankingOf, type DayShares, type Ranking } from '../src/saliency/ranking.ts'
import { sharesOf } from '../src/saliency/shares.ts'
import { getSummary } from '../src/store/days.ts'

/** One ranking a label; `onDay` throws to end it. */
export async function rankingsOf(
  dayIds: readonly string[],
  kind: MapKind,
  explain: (dayId: string) => Promise<readonly Explained[]>,
  onDay: (done: number, total: number) => Promise<void>,
): Promise<Ranking[]> {
  const shares: DayShares[][] = LABELS.map(() => [])
  for (const [done, dayId] of dayIds.entries()) {
    const participant = (await getSummary(dayId))?.participant
    if (participant !== undefined)
      for (const [i, { maps }] of (await explain(dayId)).entries())
        shares[i]?.push({ participant, channels: sharesOf(maps[kind].time, 1).channels })
    await onDay(done + 1, dayIds.length)
  }
  return shares.map((days) => rankingOf(days))
}
