import type { Rate } from '../../lifelog/day.ts'
import type { StftOptions } from './stft.ts'

/**
 * 256 s and 128 s by the second; 64 min and 16 min by the minute. The paper gives neither: our own choice. A window
 * holds four of the quickest cycles of interest in a count of steps, and an hour holds a sleep cycle's changes.
 */
export const spectrogramDefaults = (rate: Rate): StftOptions =>
  rate === 1 ? { window: 256, hop: 128 } : { window: 64, hop: 16 }

/** Windows to choose from, in steps: a quarter of the usual one to four times it. */
export const spectrogramWindows = (rate: Rate): readonly number[] =>
  [1 / 4, 1 / 2, 1, 2, 4].map((times) => times * spectrogramDefaults(rate).window)

/** A window with a hop that is the same part of it as of the usual one. */
export function windowed(rate: Rate, window: number): StftOptions {
  const usual = spectrogramDefaults(rate)
  return { window, hop: (window * usual.hop) / usual.window }
}
