import { MINUTES_A_DAY } from '../synchronise/minutes.ts'
import type { Hiding } from './hiding.ts'
import { HOURS } from './hours.ts'
import type { Answer } from './occlusion.ts'

const POINTS = 20

/** Probability of the answer given (yes or no) as ever more of the day is taken away, or given back. */
export interface RemovalCurve {
  /** From all there to all gone, equal steps. */
  readonly deletion: readonly number[]
  /** From all gone to all there. */
  readonly insertion: readonly number[]
  /** Areas below the curves, 0 to 1. A map that finds what matters has a small first and a large second one. */
  readonly deletionArea: number
  readonly insertionArea: number
}

/**
 * Deletion and insertion (Petsiuk, Das & Saenko 2018), by hours of channels, those with most weight first. Hours of
 * which nothing is known are passed over.
 * @param weights [channels × 24], for one label
 * @param yes whether the probability is that of yes, or of no
 */
export async function removalCurve(
  hiding: Hiding,
  answer: Answer,
  label: number,
  yes: boolean,
  weights: ArrayLike<number>,
  onDone: () => Promise<void> | void = () => undefined,
): Promise<RemovalCurve> {
  const cells = knownCells(hiding).sort((a, b) => (weights[b] as number) - (weights[a] as number))
  const rank = new Map(cells.map((cell, i) => [cell, i]))
  const points: number[][] = [[], []]
  for (const [way, own] of points.entries())
    for (let point = 0; point <= POINTS; point++) {
      const first = Math.round((point / POINTS) * cells.length)
      const day = hiding.without((channel, minute) => {
        const at = rank.get(channel * HOURS + Math.floor((minute * HOURS) / MINUTES_A_DAY))
        return at !== undefined && (way === 0 ? at < first : at >= first)
      })
      const [answers = []] = await answer([day])
      const probability = answers[label] as number
      own.push(yes ? probability : 1 - probability)
      await onDone()
    }
  const [deletion = [], insertion = []] = points
  return { deletion, insertion, deletionArea: areaOf(deletion), insertionArea: areaOf(insertion) }
}

/** How often `onDone` is told. */
export const REMOVAL_STEPS = 2 * (POINTS + 1)

/** Hours of channels of which anything is known, as indices into [channels × 24]. */
export const knownCells = (hiding: Hiding): number[] =>
  hiding.known(HOURS, MINUTES_A_DAY).flatMap((known, cell) => (known ? [cell] : []))

/** Below a curve of equal steps from 0 to 1, in trapezoids. */
export function areaOf(points: readonly number[]): number {
  let sum = 0
  for (let i = 1; i < points.length; i++) sum += ((points[i - 1] as number) + (points[i] as number)) / 2
  return sum / (points.length - 1)
}
