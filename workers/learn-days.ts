import { areaAverage } from '../src/inputs/composite/area.ts'
import { INPUT_SIDE } from '../src/inputs/composite/stored.ts'
import type { DayStart, DaySummary } from '../src/lifelog/day.ts'
import type { ChannelId } from '../src/lifelog/channels.ts'
import { rulesWith } from '../src/lifelog/chosen-rules.ts'
import type { LabelRule } from '../src/lifelog/labels.ts'
import { listDays } from '../src/store/days.ts'
import { getPicture } from '../src/store/pictures.ts'
import { getCutOffs } from '../src/store/settings.ts'
import type { PicturedDay } from '../src/training/dataset.ts'

/** Stored days as a network of `side` pixels sees them. */
export interface StoredDays {
  readonly days: readonly PicturedDay[]
  readonly dayStart: DayStart
  readonly channels: readonly ChannelId[]
  readonly sources: readonly string[]
  /** With the cut-offs chosen by now. */
  readonly rules: readonly LabelRule[]
}

/** Days of the commoner start alone: the two kinds show the same hours twice. */
export async function storedDays(side: number): Promise<StoredDays> {
  const all = await listDays()
  const noon = all.filter(({ start }) => start === 'noon')
  const chosen = 2 * noon.length >= all.length ? noon : all.filter(({ start }) => start === 'midnight')
  const channels = new Set<ChannelId>()
  const days: PicturedDay[] = []
  for (const summary of chosen) {
    const pixels = await pixelsOf(summary.id, side)
    if (!pixels) continue
    const { id, participant, measures, labels } = summary
    days.push({ dayId: id, participant, measures, given: labels, pixels })
    for (const channel of summary.coverage.keys()) channels.add(channel)
  }
  return {
    days,
    dayStart: chosen[0]?.start ?? 'noon',
    channels: [...channels],
    rules: rulesWith(await getCutOffs()),
    sources: [...new Set(chosen.map(({ source }: DaySummary) => source))],
  }
}

/** A day's picture at `side` pixels; undefined where none is drawn yet. */
export async function pixelsOf(dayId: string, side: number): Promise<Uint8ClampedArray | undefined> {
  const picture = await getPicture(dayId)
  if (!picture) return undefined
  return side === INPUT_SIDE ? picture.input : areaAverage(picture.input, INPUT_SIDE, INPUT_SIDE, side)
}
