import { dayAt } from '../../../src/inputs/at-rate.ts'
import { CHANNEL_SETS, type ChannelSet } from '../../../src/lifelog/channel-sets.ts'
import { MINUTE_RATE, type Day, type Rate } from '../../../src/lifelog/day.ts'
import { drawnDay } from '../../fixtures/drawn-day.ts'

/** A day to be shown to networks, and which of its channels. */
export interface Subject {
  readonly name: string
  readonly set: ChannelSet
  readonly rate: Rate
}

const COUNTS = { 5: 'five', 11: 'eleven', 18: 'eighteen' } as const satisfies Record<number, ChannelSet>

export const SUBJECTS: readonly Subject[] = ([1, MINUTE_RATE] as const).flatMap((rate) =>
  Object.entries(COUNTS).map(([count, set]) => ({
    name: `${count} channels, ${rate === 1 ? '1 Hz' : '1/60 Hz'}`,
    set,
    rate,
  })),
)

/** The day itself: noise of changing strength, rest, classes, and a gap in each channel; the same everywhere. */
export function dayOf({ set, rate }: Subject): Day {
  const channels = CHANNEL_SETS[set]
  return dayAt(drawnDay(channels), channels, rate)
}
