import type { Interval } from '../../training/bootstrap.ts'
import type { Beyond, Collected, PredictorResult } from '../../training/collected.ts'
import { LABELS, type Label } from '../../lifelog/labels.ts'
import type { PredictorRow } from '../../training/predictor-rows.ts'
import type { Difference } from '../../training/score-intervals.ts'

/** Predictors that look at no sensor: whoever is no better has learnt nothing. */
export const TRIVIAL: readonly PredictorRow[] = ['allOnes', 'majority', 'habit', 'habitTwoClass']

/** Fewer people than this make an interval by participant narrow by chance alone. */
export const FEW_PEOPLE = 8

export type Standing =
  /** Above every predictor that looks at no sensor, by more than chance. */
  | 'better'
  /** Above all of them, but by no more than chance could do. */
  | 'unsure'
  /** Not above all of them. */
  | 'notBetter'

export interface Verdict {
  readonly standing: Standing
  /** The strongest of those that look at no sensor, by two-class F1. */
  readonly best: PredictorRow
  readonly difference: Difference
}

const rowOf = ({ predictors }: Collected, row: PredictorRow): PredictorResult =>
  predictors.find(({ predictor }) => predictor === row)!

const trivialBeyond = ({ beyond }: Collected): readonly Beyond[] =>
  beyond.filter(({ than }) => TRIVIAL.includes(than))

/** Is the network better than nothing? In two-class F1, which always saying yes does not win. */
export function verdict(found: Collected): Verdict {
  const against = trivialBeyond(found)
  const [best] = [...against].sort((a, b) => a.overall.twoClass.value - b.overall.twoClass.value)
  const { than, overall } = best!
  return { standing: standingOf(overall.twoClass), best: than, difference: overall.twoClass }
}

export const standingOf = ({ value, interval }: Difference): Standing =>
  value <= 0 ? 'notBetter' : interval && interval.low > 0 ? 'better' : 'unsure'

/** One label: how the network does, and how much better it is than the strongest that looks at no sensor. */
export interface LabelLine {
  readonly label: Label
  readonly twoClassF1: number
  readonly interval: Interval | null
  readonly rocArea: number | null
  readonly rocInterval: Interval | null
  readonly best: PredictorRow
  readonly difference: Difference
  readonly standing: Standing
}

export const labelLines = (found: Collected): LabelLine[] =>
  LABELS.map((label, k) => {
    const { pooled, intervals } = rowOf(found, 'network')
    const against = trivialBeyond(found).map(({ than, labels }) => ({ than, difference: labels[k]! }))
    const [best] = against.sort((a, b) => a.difference.value - b.difference.value)
    return {
      label,
      twoClassF1: pooled.labels[k]!.twoClassF1,
      interval: intervals.labels[k]!.twoClassF1,
      rocArea: pooled.labels[k]!.rocArea,
      rocInterval: intervals.labels[k]!.rocArea,
      best: best!.than,
      difference: best!.difference,
      standing: standingOf(best!.difference),
    }
  })

export interface PersonLine {
  readonly participant: string
  readonly days: number
  /** Shares of right answers, 0 to 1. */
  readonly network: number
  readonly habit: number
}

/** For whom: those first about whom the network is right most often beyond their habit. */
export const personLines = ({ people }: Collected): PersonLine[] =>
  people
    .map(({ participant, days, right }) => ({
      participant,
      days,
      network: right.network ?? 0,
      habit: Math.max(right.habitTwoClass ?? 0, right.majority ?? 0),
    }))
    .sort((a, b) => b.network - b.habit - (a.network - a.habit))

/** How many people's answers the network gets right more often than their habit and the commoner answer do. */
export const helped = (lines: readonly PersonLine[]): number =>
  lines.filter(({ network, habit }) => network > habit).length
