import { TooCoarse } from '../src/inputs/at-rate.ts'
import { INPUT_SIDE } from '../src/inputs/composite/stored.ts'
import { areaAverage } from '../src/inputs/composite/area.ts'
import { encode } from '../src/inputs/encode.ts'
import type { EncodedDay, Encoding } from '../src/inputs/encoding.ts'
import { ownChannels, sameChannels } from '../src/inputs/own-channels.ts'
import type { ChannelId } from '../src/lifelog/channels.ts'
import type { DaySummary } from '../src/lifelog/day.ts'
import { rulesWith } from '../src/lifelog/chosen-rules.ts'
import { getDay, listDays } from '../src/store/days.ts'
import { getPicture } from '../src/store/pictures.ts'
import { getCutOffs } from '../src/store/settings.ts'
import type { ShownDay } from '../src/training/dataset.ts'
import { hasEnough } from '../src/training/enough-data.ts'
import type { DaysLearnt } from '../src/training/plan.ts'

/** Days that can be learnt from together. */
export interface ChosenDays extends DaysLearnt {
  readonly summaries: readonly DaySummary[]
  /** Rows of their pictures, where all have the same; else all that any of them has. */
  readonly channels: readonly ChannelId[]
}

/** Days of the commoner start alone: the two kinds show the same hours twice. */
export async function chosenDays(): Promise<ChosenDays> {
  const all = await listDays()
  const noon = all.filter(({ start }) => start === 'noon')
  const summaries = 2 * noon.length >= all.length ? noon : all.filter(({ start }) => start === 'midnight')
  return {
    summaries,
    dayStart: summaries[0]?.start ?? 'noon',
    channels: ownChannels(summaries),
    rules: rulesWith(await getCutOffs()),
    sources: [...new Set(summaries.map(({ source }) => source))],
  }
}

/**
 * Stored days as an encoding shows them, one after the other; a day kept by the minute is left out where seconds are
 * wanted.
 * @param onDay is told after each, and throws to end it
 */
export async function shownDays(
  summaries: readonly DaySummary[],
  encoding: Encoding,
  onDay: (done: number) => Promise<void> | void = () => undefined,
): Promise<ShownDay[]> {
  const days: ShownDay[] = []
  for (const [done, summary] of summaries.entries()) {
    const encoded = await encodedDay(summary, encoding)
    const { id, participant, measures, labels } = summary
    if (encoded) days.push({ dayId: id, participant, measures, given: labels, encoded })
    await onDay(done + 1)
  }
  return days
}

/** The days that a model can be asked about. */
export const answerable = (summaries: readonly DaySummary[], encoding: Encoding): DaySummary[] =>
  summaries.filter((summary) => hasEnough(summary, encoding))

/** Undefined where the day is not stored any more, or is too coarse. */
export async function encodedDay(summary: DaySummary, encoding: Encoding): Promise<EncodedDay | undefined> {
  const drawn = await alreadyDrawn(summary, encoding)
  if (drawn) return drawn
  const day = await getDay(summary.id)
  try {
    return day && encode(day, encoding)
  } catch (error) {
    if (error instanceof TooCoarse) return undefined
    throw error
  }
}

/** The stored picture, where it is just what is wanted: drawing takes a hundred times as long as reading. */
async function alreadyDrawn(summary: DaySummary, encoding: Encoding): Promise<EncodedDay | undefined> {
  if (encoding.input !== 'picture' || encoding.style !== 'recommended' || encoding.rate !== summary.rate)
    return undefined
  const picture = await getPicture(summary.id)
  const { side, channels } = encoding
  if (
    !picture ||
    !sameChannels(
      channels,
      picture.rows.map(({ channel }) => channel),
    )
  )
    return undefined
  const { input } = picture
  const values = side === INPUT_SIDE ? input : areaAverage(input, INPUT_SIDE, INPUT_SIDE, side)
  return { height: side, width: side, depth: 1, values }
}
