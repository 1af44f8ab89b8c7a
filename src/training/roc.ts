import type { LabelValue } from '../lifelog/labels.ts'

/**
 * Area under the ROC curve: how often a day that is yes was given more than a day that is no, ties counted half
 * (Mann and Whitney). 0.5 is a guess.
 * @returns null where only one class is known
 */
export const rocArea = (truth: readonly LabelValue[], probabilities: readonly number[]): number | null =>
  new RankedDays(truth, probabilities).area()

/** A point of the ROC curve: shares of the no days and of the yes days that were given more than some threshold. */
export interface RocPoint {
  readonly falseAlarms: number
  readonly hits: number
}

/**
 * The ROC curve from (0, 0) to (1, 1), a point for each probability that was given; ties are one step.
 * @returns null where only one class is known
 */
export function rocCurve(truth: readonly LabelValue[], probabilities: readonly number[]): RocPoint[] | null {
  const known = truth
    .flatMap((value, day) => (value === null ? [] : [{ value, p: probabilities[day] ?? NaN }]))
    .sort((a, b) => b.p - a.p)
  const yes = known.filter(({ value }) => value === 1).length
  const no = known.length - yes
  if (yes === 0 || no === 0) return null
  const points: RocPoint[] = [{ falseAlarms: 0, hits: 0 }]
  let [hits, falseAlarms] = [0, 0]
  known.forEach(({ value, p }, k) => {
    if (value === 1) hits++
    else falseAlarms++
    if (known[k + 1]?.p !== p) points.push({ falseAlarms: falseAlarms / no, hits: hits / yes })
  })
  return points
}

interface Ranked {
  readonly day: number
  readonly p: number
  readonly isYes: boolean
}

/** Days of one label from the least to the most probable, sorted once for any number of areas. */
export class RankedDays {
  readonly #days: readonly Ranked[]

  /** A day whose label is unknown does not count. */
  constructor(truth: readonly LabelValue[], probabilities: readonly number[]) {
    this.#days = truth
      .flatMap((value, day) =>
        value === null ? [] : [{ day, p: probabilities[day] ?? NaN, isYes: value === 1 }],
      )
      .sort((a, b) => a.p - b.p)
  }

  /**
   * @param times how often a day counts, by its index
   * @returns null where only one class counts
   */
  area(times: (day: number) => number = () => 1): number | null {
    const days = this.#days
    let [wins, yes, no] = [0, 0, 0]
    for (let i = 0; i < days.length;) {
      let [tiedYes, tiedNo] = [0, 0]
      const { p } = days[i]!
      for (; i < days.length && days[i]!.p === p; i++) {
        const count = times(days[i]!.day)
        if (days[i]!.isYes) tiedYes += count
        else tiedNo += count
      }
      wins += tiedYes * (no + tiedNo / 2)
      yes += tiedYes
      no += tiedNo
    }
    return yes === 0 || no === 0 ? null : wins / (yes * no)
  }
}
