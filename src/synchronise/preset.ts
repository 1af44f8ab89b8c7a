import type { ChannelKind } from '../lifelog/channels.ts'
import { fillHeld, fillLinear } from './fill.ts'

/** How the seconds between samples are filled after the nearest-sample rule. */
export interface Filling {
  /** Runs of more unknown seconds than this stay open. */
  readonly longestGap: number
}

/** As the paper says: every gap inside the day is filled, however long. */
export const PAPER: Filling = { longestGap: Infinity }

/** Nobody knows what a sensor would have read for half an hour: longer gaps stay open. */
export const RECOMMENDED: Filling = { longestGap: 30 * 60 }

/** Levels and counts by straight lines, classes held. Returns a new array. */
export const fillGaps = (known: Float32Array, kind: ChannelKind, filling: Filling): Float32Array =>
  kind === 'class' ? fillHeld(known, filling.longestGap) : fillLinear(known, filling.longestGap)
