import type { ChannelKind } from '../lifelog/channels.ts'
import { fillHeld, fillLinear } from './fill.ts'
import { fillAndCarry, stepAtMidpoints } from './notebook.ts'

/** How the seconds between samples are filled after the nearest-sample rule. */
export interface Filling {
  /** Runs of more unknown seconds than this stay open. */
  readonly longestGap: number
  /** As the authors' notebooks: gaps take the nearest sample, and the last is held until the day ends. */
  readonly asNotebook?: boolean
}

/** As the paper says: every gap inside the day is filled, however long. */
export const PAPER: Filling = { longestGap: Infinity }

/** Nobody knows what a sensor would have read for half an hour: longer gaps stay open. */
export const RECOMMENDED: Filling = { longestGap: 30 * 60 }

export const NOTEBOOK: Filling = { longestGap: Infinity, asNotebook: true }

export const SYNCHRONISERS = ['recommended', 'paper', 'notebook'] as const
export type Synchroniser = (typeof SYNCHRONISERS)[number]

/** @param longestGap seconds; the recommended preset alone has a choice here */
export function fillingOf(synchroniser: Synchroniser, longestGap: number): Filling {
  if (synchroniser === 'recommended') return { longestGap }
  return synchroniser === 'paper' ? PAPER : NOTEBOOK
}

/** Levels and counts by straight lines, classes held; the notebooks know no kinds. Returns a new array. */
export function fillGaps(known: Float32Array, kind: ChannelKind, filling: Filling): Float32Array {
  if (filling.asNotebook) return fillAndCarry(stepAtMidpoints(known))
  return kind === 'class' ? fillHeld(known, filling.longestGap) : fillLinear(known, filling.longestGap)
}
