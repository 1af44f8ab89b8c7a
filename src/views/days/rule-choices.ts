import { m } from '../../i18n/paraglide/messages.js'
import { rulesWith, type ChosenCutOffs } from '../../lifelog/chosen-rules.ts'
import { MMASH_RULES, type CutOff, type Label, type LabelRule, type Measure } from '../../lifelog/labels.ts'
import { GUIDELINE } from '../../readers/etri-2020/label-rules.ts'

/** Where a cut-off comes from. */
export type Kind = 'fixed' | Exclude<CutOff, number>

export const kindOf = (cutOff: CutOff): Kind => (typeof cutOff === 'number' ? 'fixed' : cutOff)

/** Answers of questionnaires are compared with the person's own, sleep with a guideline or with other people's. */
export const kindsOf = (label: Label): readonly Kind[] =>
  label.startsWith('Q') ? ['fixed', 'ownMean', 'median'] : ['fixed', 'median', 'mean']

const KINDS: Readonly<Record<Kind, () => string>> = {
  fixed: m.rules_fixed,
  median: m.rules_median,
  mean: m.rules_mean,
  ownMean: m.rules_own_mean,
}

export const kindWords = (kind: Kind): string => KINDS[kind]()

interface Numbers {
  readonly least: number
  readonly most: number
  /** What a fixed number starts as; assumed guidelines, see `GUIDELINE`. Nobody has one for moods. */
  readonly usual?: number
}

const MINUTES_A_DAY = 1440

/** What a fixed number can be. */
export const NUMBERS: Readonly<Record<Measure, Numbers>> = {
  totalSleepTime: { least: 0, most: MINUTES_A_DAY, usual: GUIDELINE.asleep[0] },
  sleepEfficiency: { least: 0, most: 100, usual: GUIDELINE.efficiency },
  sleepOnsetLatency: { least: 0, most: MINUTES_A_DAY, usual: GUIDELINE.untilAsleep },
  wakeAfterSleepOnset: { least: 0, most: MINUTES_A_DAY, usual: GUIDELINE.awake },
  pittsburgh: { least: 0, most: 21, usual: 5 },
  affectBalance: { least: -40, most: 40 },
  dailyStress: { least: 0, most: 406 },
  sleepQuality: { least: 1, most: 5, usual: 3 },
  mood: { least: 1, most: 5, usual: 3 },
  calm: { least: 1, most: 5, usual: 3 },
}

/**
 * The cut-off of another kind.
 * @param shown the number in force so far, which a fixed one without a guideline starts from
 */
export function cutOffOf(kind: Kind, { measure }: LabelRule, shown: number | undefined): CutOff {
  if (kind !== 'fixed') return kind
  return NUMBERS[measure].usual ?? Math.round(10 * (shown ?? 0)) / 10
}

/** A number as typed; undefined where it is none, or one that the measure can't have. */
export function numberOf(typed: string, measure: Measure): number | undefined {
  const number = typed.trim() === '' ? NaN : Number(typed)
  const { least, most } = NUMBERS[measure]
  return number >= least && number <= most ? number : undefined
}

/** What was chosen with one cut-off changed. The usual one is no choice, so that Reset has nothing left to do. */
export function choose(chosen: ChosenCutOffs, label: Label, cutOff: CutOff): ChosenCutOffs {
  const { [label]: _before, ...others } = chosen
  const usual = MMASH_RULES.find((rule) => rule.label === label)?.cutOff
  return cutOff === usual ? others : { ...others, [label]: cutOff }
}

export const chosenAnything = (chosen: ChosenCutOffs): boolean =>
  rulesWith(chosen).some(({ cutOff }, i) => cutOff !== MMASH_RULES[i]?.cutOff)
