/**
 * The seven labels, and the stated rules that make them from what was measured. 1 is always the good state.
 */

export const LABELS = ['Q1', 'Q2', 'Q3', 'S1', 'S2', 'S3', 'S4'] as const
export type Label = (typeof LABELS)[number]

/** 0, 1 or unknown. */
export type LabelValue = 0 | 1 | null

/** Labels that a label file states, in place of rules. */
export type GivenLabels = Partial<Record<Label, 0 | 1>>

export interface Measures {
  /** Minutes asleep in the night. */
  totalSleepTime?: number
  /** Share of the time in bed that was sleep, per cent. */
  sleepEfficiency?: number
  /** Minutes from going to bed to falling asleep. */
  sleepOnsetLatency?: number
  /** Minutes awake between falling asleep and getting up. */
  wakeAfterSleepOnset?: number
  /** Pittsburgh Sleep Quality Index, 0 (good) to 21; one score a person. */
  pittsburgh?: number
  /** PANAS at 22 h: positive minus negative affect. */
  affectBalance?: number
  /** Daily Stress Inventory; low is good. */
  dailyStress?: number
  /** How good the night was, 1 (very bad) to 5 (very good), as the person says in the morning. */
  sleepQuality?: number
  /** How the person felt in the evening, 1 (very unpleasant) to 5 (very pleasant). */
  mood?: number
  /** How free of stress the day was, 1 (very stressed) to 5 (not at all), as the person says in the evening. */
  calm?: number
}
export type Measure = keyof Measures

/** A fixed number, the median or the mean of the training people, or the mean of each person's own days. */
export type CutOff = number | 'median' | 'mean' | 'ownMean'

export interface LabelRule {
  readonly label: Label
  readonly measure: Measure
  /** Which side of the cut-off is the good state, 1. The cut-off itself counts as good. */
  readonly good: 'atLeast' | 'atMost'
  readonly cutOff: CutOff
}

/** Stand-ins for the ETRI labels on MMASH: what these recordings offer in their place. */
export const MMASH_RULES: readonly LabelRule[] = [
  { label: 'Q1', measure: 'pittsburgh', good: 'atMost', cutOff: 5 },
  { label: 'Q2', measure: 'affectBalance', good: 'atLeast', cutOff: 'median' },
  { label: 'Q3', measure: 'dailyStress', good: 'atMost', cutOff: 'median' },
  { label: 'S1', measure: 'totalSleepTime', good: 'atLeast', cutOff: 'median' },
  { label: 'S2', measure: 'sleepEfficiency', good: 'atLeast', cutOff: 'median' },
  { label: 'S3', measure: 'sleepOnsetLatency', good: 'atMost', cutOff: 'median' },
  { label: 'S4', measure: 'wakeAfterSleepOnset', good: 'atMost', cutOff: 'median' },
]

/** What people say of their own days, against their own mean (reference 2.4). */
export const DIARY_RULES: readonly LabelRule[] = [
  { label: 'Q1', measure: 'sleepQuality', good: 'atLeast', cutOff: 'ownMean' },
  { label: 'Q2', measure: 'mood', good: 'atLeast', cutOff: 'ownMean' },
  { label: 'Q3', measure: 'calm', good: 'atLeast', cutOff: 'ownMean' },
]

/** Days that a person must have answered for before their mean says something. */
export const ENOUGH_DIARY_DAYS = 7

export type CutOffs = ReadonlyMap<Label, number>

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/**
 * Cut-offs for `rules`, medians and means taken over `training` alone so that nothing of the held-out people leaks in.
 * A label whose measure nobody has gets no cut-off, nor one that is everybody's own (see `labeller`).
 */
export function cutOffs(rules: readonly LabelRule[], training: readonly Measures[]): CutOffs {
  const found = new Map<Label, number>()
  for (const rule of rules) {
    if (typeof rule.cutOff === 'number') {
      found.set(rule.label, rule.cutOff)
      continue
    }
    if (rule.cutOff === 'ownMean') continue
    const average = rule.cutOff === 'mean' ? meanOf : median
    const values = training.map((m) => m[rule.measure]).filter((v) => v !== undefined)
    if (values.length > 0) found.set(rule.label, average(values))
  }
  return found
}

/**
 * The seven values of one day, in the order of `LABELS`; null where the measure or the cut-off is missing.
 * A `given` label wins over its rule.
 */
export function labelsOf(
  measures: Measures,
  rules: readonly LabelRule[],
  cuts: CutOffs,
  given: GivenLabels = {},
): LabelValue[] {
  return LABELS.map((label) => {
    const stated = given[label]
    if (stated !== undefined) return stated
    const rule = rules.find((r) => r.label === label)
    const cut = cuts.get(label)
    const value = rule && measures[rule.measure]
    if (!rule || cut === undefined || value === undefined) return null
    return (rule.good === 'atLeast' ? value >= cut : value <= cut) ? 1 : 0
  })
}

/** Labels of which only yes, only no, or nothing at all is known: nothing can be learnt of them, or judged. */
export const labelsOfOneClass = (rows: readonly (readonly LabelValue[])[]): Label[] =>
  LABELS.filter((_, i) => new Set(rows.map((row) => row[i]).filter((value) => value != null)).size < 2)
