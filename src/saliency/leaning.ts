import { effectsOn, STRETCHES, type Occlusion } from './occlusion.ts'

/** What an answer leans on, as measured by taking it away. */
export interface Leaning {
  /** Null where a stretch of all channels was taken. */
  readonly channel: number | null
  /** Hours after the day's start; null where the whole day was taken. */
  readonly hours: readonly [from: number, to: number] | null
  /** Probability of yes with it and without it. */
  readonly before: number
  readonly after: number
}

/** An answer that moves by no more than this does not lean on any part. */
export const LEAST = 0.05

/** A smaller part is named where it makes so much of what the largest one makes. */
const SPECIFIC = 0.6

/**
 * The part without which the network is farthest from the answer that it gives; two hours of a channel rather than more,
 * where they do most of it.
 * @returns null where nothing moves the answer by more than a few hundredths
 */
export function leaningOf(occlusion: Occlusion, label: number): Leaning | null {
  const before = occlusion.whole[label] as number
  const side = before >= 0.5 ? 1 : -1
  const best = (without: readonly (readonly number[])[]): { at: number; drop: number } => {
    const drops = effectsOn(occlusion, without, label).map((effect) => side * effect)
    const drop = Math.max(...drops)
    return { at: drops.indexOf(drop), drop }
  }
  const [cell, channel, stretch] = [
    best(occlusion.cells),
    best(occlusion.channels),
    best(occlusion.stretches),
  ] as const
  const most = Math.max(cell.drop, channel.drop, stretch.drop)
  if (!(most > LEAST)) return null
  const hoursOf = (at: number): [number, number] => {
    const hours = 24 / STRETCHES
    return [at * hours, (at + 1) * hours]
  }
  const found = (drop: number, of: number | null, hours: Leaning['hours']): Leaning => ({
    channel: of,
    hours,
    before,
    after: before - side * drop,
  })
  if (cell.drop >= SPECIFIC * most && cell.drop > LEAST)
    return found(cell.drop, Math.floor(cell.at / STRETCHES), hoursOf(cell.at % STRETCHES))
  if (channel.drop >= stretch.drop) return found(channel.drop, channel.at, null)
  return found(stretch.drop, null, hoursOf(stretch.at))
}
