import type { Explanation } from '../src/saliency/explanation.ts'
import { MAP_KINDS, type MapKind } from '../src/saliency/kind-names.ts'
import { pointingScore } from '../src/saliency/pointing.ts'
import { causeRegions, causesIn } from '../src/simulate/cause-regions.ts'
import { virtualDay } from '../src/simulate/oracle.ts'
import { getSummary } from '../src/store/days.ts'
import type { Pointed } from './learn-explain-api.ts'

/** How well the maps point at what was planted; null where the day is not virtual, or not from midnight as those are. */
export async function pointedAt({ dayId, label, maps }: Explanation): Promise<Pointed | null> {
  const summary = await getSummary(dayId)
  const name = summary?.start === 'midnight' ? virtualDay(summary.participant, summary.date) : null
  if (!name) return null
  const regions = causeRegions(label, name)
  const scoreOf = (kind: MapKind): number => pointingScore(maps[kind].time, maps[kind].channels, regions)
  const scores = Object.fromEntries(MAP_KINDS.map((kind) => [kind, scoreOf(kind)]))
  return {
    causes: causesIn(regions),
    scores: regions.length > 0 ? (scores as Record<MapKind, number>) : null,
  }
}
